package dev.arrowmill.spark;

import dev.arrowmill.data.feature.ColumnStats;
import dev.arrowmill.data.feature.FeaturePlan;
import dev.arrowmill.data.feature.FeaturePlanner;
import dev.arrowmill.data.feature.FeatureSpec;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.model.Decision;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.net.Architectures;
import dev.arrowmill.model.net.NetConfig;
import dev.arrowmill.model.net.TrainingDefaults;
import dev.arrowmill.model.train.Shards;
import dev.arrowmill.model.train.TrainOptions;
import dev.arrowmill.model.train.TrainResult;
import dev.arrowmill.model.train.TrainingPlan;
import dev.arrowmill.spark.internal.Slots;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What classifier and regressor share: params and the way from a table to a trained model. Two
 * Spark jobs run, one for statistics and one for training.
 *
 * @param <E> the concrete estimator
 * @param <M> its model
 */
public abstract class NeuralEstimator<E extends NeuralEstimator<E, M>, M extends Model<M>>
    extends NetworkEstimator<E, M> implements NeuralParams {
  private static final long serialVersionUID = 1L;
  private static final long ROWS_PER_WORKER = 10_000;

  NeuralEstimator(String uid) {
    super(uid);
    ParamSets.columns(paramTable());
  }

  abstract M model(String modelUid, TabularModel tabular, TrainingSummary summary);

  @Override
  public M fit(Dataset<?> dataset) {
    Dataset<Row> table = InputColumns.forTraining(dataset.toDF(), this, List.of());
    Set<String> roles = InputColumns.roles(dataset.schema(), this, List.of());
    long start = System.nanoTime();
    FeatureStats stats = TableStats.of(table, getSeed());
    double statisticsSeconds = (System.nanoTime() - start) * 1e-9;
    TableChecks.require(stats, roles, getHandleInvalid().equals("error"));
    Target target = target(stats.column(getLabelCol()));
    FeaturePlan features = features(stats, roles);
    TrainingPlan plan = plan(stats, target, features);
    Slots slots = Slots.of(table.sparkSession());
    int workers = workers(slots, stats.rows());
    TrainResult result =
        DistributedTrainer.train(
            table, plan, workers, slots.threadsPerTask(workers), epochListener());
    TabularModel tabular = tabular(plan, result, VectorInputs.size(dataset.schema(), table, this));
    TrainingSummary summary =
        new TrainingSummary(stats.rows(), statisticsSeconds, features.explain(), result.epochs());
    M model = model(uid(), tabular, summary);
    copyValues(model, org.apache.spark.ml.param.ParamMap.empty());
    return model.setParent(this);
  }

  private FeaturePlan features(FeatureStats stats, Set<String> notFeatures) {
    FeaturePlan plan = FeaturePlanner.plan(stats, getFeatureSpec(), getLabelCol(), notFeatures);
    if (plan.features().transforms().isEmpty()) {
      throw new BadTableException(
          "no column can be learned from: "
              + plan.explain().lines().map(String::strip).collect(Collectors.joining("; ")));
    }
    return plan;
  }

  private TrainingPlan plan(FeatureStats stats, Target target, FeaturePlan features) {
    NetConfig network = NetConfigs.of(this);
    return new TrainingPlan(
        features.features(),
        target,
        network,
        options(stats.rows(), Architectures.get(network.architecture()).training()),
        weightColumn(),
        TableChecks.weightScale(stats, weightColumn()));
  }

  /** The columns that the model will add. */
  abstract List<Output> outputs();

  /** The label as this estimator learns it. */
  abstract Target target(ColumnStats label);

  private @Nullable String weightColumn() {
    return columnOrNull(weightCol());
  }

  private TrainOptions options(long rows, TrainingDefaults usual) {
    TrainOptions base = TrainOptions.forRows(rows, getSeed());
    double rate = getLearningRate() > 0 ? getLearningRate() : usual.learningRate();
    double decay = isSet(weightDecay()) ? getWeightDecay() : usual.weightDecay();
    return new TrainOptions(
        getMaxEpochs() == 0 ? base.maxEpochs() : getMaxEpochs(),
        getPatience(),
        getBatchSize() == 0 ? base.batchSize() : getBatchSize(),
        rate > 0 ? (float) rate : base.learningRate(),
        (float) decay,
        usual.emaDecay(),
        getValidationFraction(),
        getSeed());
  }

  private int workers(Slots slots, long rows) {
    int wanted = getNumWorkers();
    if (wanted > slots.count()) {
      throw new IllegalArgumentException(
          "numWorkers "
              + wanted
              + " needs as many free task slots at once, the cluster has "
              + slots.count());
    }
    if (wanted == 0) {
      wanted =
          slots.inThisJvm()
              ? 1
              : (int) Math.max(1, Math.min(slots.count(), rows / ROWS_PER_WORKER));
    }
    return Shards.workers(wanted);
  }

  private TabularModel tabular(TrainingPlan plan, TrainResult result, int vectorSize) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("seed", Long.toString(getSeed()));
    facts.put("trainingRows", Long.toString(result.trainingRows()));
    facts.put("validationRows", Long.toString(result.validationRows()));
    facts.put("epochs", Integer.toString(result.best().epoch()));
    facts.put("validationLoss", Double.toString(result.best().validationLoss()));
    if (vectorSize > 0) {
      facts.put(NeuralModel.VECTOR_SIZE, Integer.toString(vectorSize));
    }
    return TabularModel.of(plan, result, Decision.PLAIN, facts);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    InputColumns.requireColumn(schema, getLabelCol(), "label");
    NetConfigs.of(this);
    return Output.append(schema, outputs());
  }

  public E setLabelCol(String value) {
    set(labelCol(), value);
    return self();
  }

  public E setWeightCol(String value) {
    set(weightCol(), value);
    return self();
  }

  /** Learns from one vector column instead of raw columns. */
  public E setFeaturesCol(String value) {
    set(featuresCol(), value);
    return self();
  }

  /** Learns from these raw columns only; {@code *} and {@code ?} match many names. */
  public E setFeaturesCols(String... values) {
    set(featuresCols(), values);
    return self();
  }

  /** How columns are read, where the automatic choice is not wanted. */
  public E setFeatureSpec(FeatureSpec value) {
    return setFeatureSpec(value.toJson());
  }

  /** As {@link FeatureSpec#toJson} writes it. */
  public E setFeatureSpec(String json) {
    set(featureSpec(), json);
    return self();
  }

  public E setExcludedCols(String... values) {
    set(excludedCols(), values);
    return self();
  }

  public E setPredictionCol(String value) {
    set(predictionCol(), value);
    return self();
  }

  /** A boolean column: true holds the row out for validation. */
  public E setValidationIndicatorCol(String value) {
    set(validationIndicatorCol(), value);
    return self();
  }

  public E setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return self();
  }
}

package dev.arrowmill.spark;

import dev.arrowmill.data.feature.FeaturePlan;
import dev.arrowmill.data.feature.FeaturePlanner;
import dev.arrowmill.data.feature.FeatureSpec;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.model.Decision;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.Task;
import dev.arrowmill.model.net.NetConfig;
import dev.arrowmill.model.train.EpochReport;
import dev.arrowmill.model.train.Shards;
import dev.arrowmill.model.train.TrainOptions;
import dev.arrowmill.model.train.TrainResult;
import dev.arrowmill.model.train.TrainingPlan;
import dev.arrowmill.spark.internal.Slots;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
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
    extends Estimator<M> implements NeuralParams, MLWritable {
  private static final long serialVersionUID = 1L;
  private static final long ROWS_PER_WORKER = 10_000;

  private final String uid;
  private final NeuralParamSet neuralParams;
  private transient @Nullable Consumer<EpochReport> epochListener;

  NeuralEstimator(String uid) {
    this.uid = uid;
    this.neuralParams = new NeuralParamSet(this);
  }

  @Override
  public final String uid() {
    return uid;
  }

  @Override
  public final NeuralParamSet neuralParams() {
    return neuralParams;
  }

  abstract E self();

  abstract M model(String modelUid, TabularModel tabular, TrainingSummary summary);

  /** The task that is asked for, or null to choose by the label. */
  abstract @Nullable Task wantedTask();

  @Override
  public M fit(Dataset<?> dataset) {
    Dataset<Row> table = InputColumns.forTraining(dataset.toDF(), this);
    long start = System.nanoTime();
    FeatureStats stats = TableStats.of(table, getSeed());
    double statisticsSeconds = (System.nanoTime() - start) * 1e-9;
    FeaturePlan features = features(stats);
    TrainingPlan plan = plan(stats, features);
    Slots slots = Slots.of(table.sparkSession());
    int workers = workers(slots, stats.rows());
    TrainResult result =
        DistributedTrainer.train(
            table, plan, workers, slots.threadsPerTask(workers), epochListener);
    TabularModel tabular = tabular(plan, result);
    TrainingSummary summary =
        new TrainingSummary(stats.rows(), statisticsSeconds, features.explain(), result.epochs());
    M model = model(uid, tabular, summary);
    copyValues(model, org.apache.spark.ml.param.ParamMap.empty());
    return model.setParent(this);
  }

  private FeaturePlan features(FeatureStats stats) {
    Set<String> notFeatures = new LinkedHashSet<>();
    notFeatures.add(getLabelCol());
    if (weightColumn() != null) {
      notFeatures.add(weightColumn());
    }
    TableChecks.require(stats, notFeatures, getOrDefault(handleInvalid()).equals("error"));
    FeaturePlan plan = FeaturePlanner.plan(stats, FeatureSpec.auto(), getLabelCol(), notFeatures);
    if (plan.features().transforms().isEmpty()) {
      throw new BadTableException(
          "no column can be learned from: "
              + plan.explain().lines().map(String::strip).collect(Collectors.joining("; ")));
    }
    return plan;
  }

  private TrainingPlan plan(FeatureStats stats, FeaturePlan features) {
    Target target = Target.fit(stats.column(getLabelCol()), wantedTask());
    requireTask(target);
    return new TrainingPlan(
        features.features(),
        target,
        new NetConfig()
            .with("hidden", text(getOrDefault(hiddenSizes())))
            .with("dropout", Double.toString((Double) getOrDefault((Param<?>) dropout()))),
        options(stats.rows()),
        weightColumn(),
        TableChecks.weightScale(stats, weightColumn()));
  }

  private static String text(int[] widths) {
    return IntStream.of(widths).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }

  /** The columns that the model will add. */
  abstract List<Output> outputs();

  /** Whether the label fits this estimator. */
  abstract void requireTask(Target target);

  private @Nullable String weightColumn() {
    return isSet(weightCol()) ? getOrDefault(weightCol()) : null;
  }

  private TrainOptions options(long rows) {
    TrainOptions base = TrainOptions.forRows(rows, getSeed());
    int epochs = getMaxEpochs() == 0 ? base.maxEpochs() : getMaxEpochs();
    int batch = getBatchSize() == 0 ? base.batchSize() : getBatchSize();
    float rate = getLearningRate() == 0 ? base.learningRate() : (float) getLearningRate();
    return new TrainOptions(
        epochs,
        (Integer) getOrDefault((Param<?>) patience()),
        batch,
        rate,
        (float) (double) (Double) getOrDefault((Param<?>) weightDecay()),
        base.emaDecay(),
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

  private TabularModel tabular(TrainingPlan plan, TrainResult result) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("seed", Long.toString(getSeed()));
    facts.put("trainingRows", Long.toString(result.trainingRows()));
    facts.put("validationRows", Long.toString(result.validationRows()));
    facts.put("epochs", Integer.toString(result.best().epoch()));
    facts.put("validationLoss", Double.toString(result.best().validationLoss()));
    return TabularModel.of(plan, result, Decision.PLAIN, facts);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    InputColumns.requireColumn(schema, getLabelCol(), "label");
    return Output.append(schema, outputs());
  }

  @Override
  public MLWriter write() {
    return StageFiles.writer(this);
  }

  /**
   * Tells of every epoch while {@code fit} runs, on a thread of Spark's transport; null for none.
   * Epochs begin again when Spark retries the training stage. Not a param: it is not saved.
   */
  public E setEpochListener(@Nullable Consumer<EpochReport> listener) {
    epochListener = listener;
    return self();
  }

  final @Nullable Consumer<EpochReport> epochListener() {
    return epochListener;
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

  /** Learns from these raw columns only. */
  public E setFeaturesCols(String... values) {
    set(featuresCols(), values);
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

  public E setMaxEpochs(int value) {
    set(getParam("maxEpochs"), value);
    return self();
  }

  public E setPatience(int value) {
    set(getParam("patience"), value);
    return self();
  }

  public E setBatchSize(int value) {
    set(getParam("batchSize"), value);
    return self();
  }

  public E setLearningRate(double value) {
    set(getParam("learningRate"), value);
    return self();
  }

  public E setWeightDecay(double value) {
    set(getParam("weightDecay"), value);
    return self();
  }

  public E setHiddenSizes(int... values) {
    set(hiddenSizes(), values);
    return self();
  }

  public E setDropout(double value) {
    set(getParam("dropout"), value);
    return self();
  }

  public E setValidationFraction(double value) {
    set(getParam("validationFraction"), value);
    return self();
  }

  public E setSeed(long value) {
    set(getParam("seed"), value);
    return self();
  }

  public E setNumWorkers(int value) {
    set(getParam("numWorkers"), value);
    return self();
  }

  public E setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return self();
  }
}

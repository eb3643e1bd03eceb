package dev.arrowmill.spark;

import dev.arrowmill.data.feature.FeatureSpec;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.model.Decision;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.train.HeldOut;
import dev.arrowmill.model.train.TrainResult;
import dev.arrowmill.model.train.TrainingPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

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

  NeuralEstimator(String uid) {
    super(uid);
    ParamSets.columns(paramTable());
  }

  abstract M model(String modelUid, TabularModel tabular, TrainingSummary summary);

  /** The columns that the model will add. */
  abstract List<Output> outputs();

  /** The label as this estimator learns it. */
  abstract Target target(FeatureStats stats);

  /** Columns that are neither features nor label but have a use. */
  List<String> companions() {
    return List.of();
  }

  /** Calibration and threshold, from what the network gives for the held-out rows. */
  Decision decision(Target target, HeldOut held) {
    return Decision.PLAIN;
  }

  @Override
  public M fit(Dataset<?> dataset) {
    Prepared prepared = Prepared.of(this, dataset);
    TrainingPlan plan = prepared.plan(this);
    TrainingSlots slots = slots(prepared);
    TrainResult result =
        DistributedTrainer.train(
            DistributedTrainer.deal(prepared.table(), plan, slots.workers()),
            plan,
            slots,
            epochListener());
    return finish(prepared, plan, result);
  }

  /**
   * Trains one epoch at each of some step sizes from 1e-5 to 0.3, on rows that are counted and
   * encoded once. Other params are as for {@link #fit}; nothing of this estimator changes.
   */
  public final LearningRates findLearningRate(Dataset<?> dataset) {
    return LearningRates.of(this, Prepared.of(this, dataset));
  }

  final TrainingSlots slots(Prepared prepared) {
    return TrainingSlots.of(
        prepared.table().sparkSession(), getNumWorkers(), prepared.stats().rows());
  }

  /** The model of what a training came to. */
  final M finish(Prepared prepared, TrainingPlan plan, TrainResult result) {
    TabularModel tabular =
        TabularModel.of(
            plan, result, decision(plan.target(), result.held()), facts(prepared, result));
    M model = model(uid(), tabular, TrainingSummary.of(prepared, result));
    copyValues(model, org.apache.spark.ml.param.ParamMap.empty());
    return model.setParent(this);
  }

  private Map<String, String> facts(Prepared prepared, TrainResult result) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("seed", Long.toString(getSeed()));
    facts.put("trainingRows", Long.toString(result.trainingRows()));
    facts.put("validationRows", Long.toString(result.validationRows()));
    facts.put("epochs", Integer.toString(result.best().epoch()));
    facts.put("validationLoss", Double.toString(result.best().validationLoss()));
    if (prepared.vectorSize() > 0) {
      facts.put(NeuralModel.VECTOR_SIZE, Integer.toString(prepared.vectorSize()));
    }
    if (prepared.parent() != null) {
      facts.put("parent", prepared.parent().id());
    }
    return facts;
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

  /** Labels that the same network learns along with the first one, classes or numbers. */
  public E setOtherLabelCols(String... values) {
    set(otherLabelCols(), values);
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

package dev.arrowmill.spark;

import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.train.EpochListener;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.jspecify.annotations.Nullable;

/**
 * What every estimator has: the choice of a network and how it is trained.
 *
 * @param <E> the concrete estimator
 * @param <M> its model
 */
public abstract class NetworkEstimator<E extends NetworkEstimator<E, M>, M extends Model<M>>
    extends Estimator<M> implements NetworkParams, TrainingParams, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ParamTable paramTable;
  private transient @Nullable EpochListener epochListener;
  private transient @Nullable TabularModel initial;

  NetworkEstimator(String uid) {
    this.uid = uid;
    this.paramTable = ParamSets.training(ParamSets.network(new ParamTable(this)));
  }

  @Override
  public final String uid() {
    return uid;
  }

  @Override
  public final ParamTable paramTable() {
    return paramTable;
  }

  abstract E self();

  @Override
  public abstract E copy(ParamMap extra);

  @Override
  public MLWriter write() {
    return StageFiles.writer(this);
  }

  /**
   * Is told of every epoch while {@code fit} runs, on a thread of Spark's transport, and says
   * whether to go on; null for none. What it throws stops the training and comes out of {@code
   * fit}. Epochs begin again when Spark retries the training stage. Not a param: it is not saved.
   */
  public E setEpochListener(@Nullable EpochListener listener) {
    epochListener = listener;
    return self();
  }

  final @Nullable EpochListener epochListener() {
    return epochListener;
  }

  /** A name of {@link dev.arrowmill.model.net.Architectures#names}, or an own one's class name. */
  public E setArchitecture(String value) {
    set(architecture(), value);
    return self();
  }

  /** Options as {@code name=value; name=value}. */
  public E setArchitectureOptions(String value) {
    set(architectureOptions(), value);
    return self();
  }

  public E setArchitectureOptions(Map<String, ?> values) {
    return setArchitectureOptions(
        values.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining("; ")));
  }

  public E setHiddenSizes(int... values) {
    set(hiddenSizes(), values);
    return self();
  }

  public E setDropout(double value) {
    set(getParam("dropout"), value);
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

  public E setValidationFraction(double value) {
    set(getParam("validationFraction"), value);
    return self();
  }

  /** "constant", "cosine", "warmup_cosine", "one_cycle" or "plateau". */
  public E setSchedule(String value) {
    set(schedule(), value);
    return self();
  }

  public E setGradientClip(double value) {
    set(getParam("gradientClip"), value);
    return self();
  }

  public E setEnsembleSize(int value) {
    set(getParam("ensembleSize"), value);
    return self();
  }

  public E setSnapshots(int value) {
    set(getParam("snapshots"), value);
    return self();
  }

  /**
   * Goes on from a saved model: its transforms, classes, network and weights are taken over, and
   * the new model names it as its parent. Nulls a model that was given as an object.
   */
  public E setInitialModel(String path) {
    set(initialModel(), path);
    initial = null;
    return self();
  }

  /** As {@link #setInitialModel(String)}; the model is not saved with the estimator. */
  public E setInitialModel(TabularModel model) {
    clear(initialModel());
    initial = model;
    return self();
  }

  final @Nullable TabularModel initial() {
    return initial;
  }

  /** Gives a copy what is not a param. */
  final E passOn(E copy) {
    NetworkEstimator<E, M> to = copy;
    to.epochListener = epochListener;
    to.initial = initial;
    return copy;
  }

  public E setSeed(long value) {
    set(getParam("seed"), value);
    return self();
  }

  public E setNumWorkers(int value) {
    set(getParam("numWorkers"), value);
    return self();
  }
}

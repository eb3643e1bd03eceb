package dev.arrowmill.spark;

import dev.arrowmill.data.feature.ColumnStats;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.Task;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;

/**
 * A neural classifier for tables with raw columns.
 *
 * <p>The label may be text, boolean or a number with up to {@value
 * dev.arrowmill.model.Target#MAX_CLASSES} levels; its classes are ordered ascending and, for two
 * classes, the second is the positive one. Not thread-safe, like all of Spark ML.
 */
public final class NeuralClassifier
    extends NeuralEstimator<NeuralClassifier, NeuralClassificationModel>
    implements ClassifierParams {
  private static final long serialVersionUID = 1L;

  public NeuralClassifier() {
    this(Identifiable$.MODULE$.randomUID("neuralClassifier"));
  }

  public NeuralClassifier(String uid) {
    super(uid);
    ParamSets.classification(paramTable());
  }

  @Override
  NeuralClassifier self() {
    return this;
  }

  @Override
  NeuralClassificationModel model(String uid, TabularModel tabular, TrainingSummary summary) {
    return new NeuralClassificationModel(uid, tabular, summary);
  }

  @Override
  List<Output> outputs() {
    return Output.classification(this);
  }

  @Override
  Target target(ColumnStats label) {
    LabelChecks.requireClasses(label);
    return Target.fit(label, getTask().equals("binary") ? Task.BINARY : Task.MULTICLASS);
  }

  /** "auto", "binary" or "multiclass". */
  public NeuralClassifier setTask(String value) {
    set(task(), value);
    return this;
  }

  public NeuralClassifier setProbabilityCol(String value) {
    set(probabilityCol(), value);
    return this;
  }

  public NeuralClassifier setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return this;
  }

  /** Output: text of the predicted class. */
  public NeuralClassifier setPredictedLabelCol(String value) {
    set(predictedLabelCol(), value);
    return this;
  }

  /** Output: index of the row's own label among the classes, for Spark's evaluators. */
  public NeuralClassifier setLabelIndexCol(String value) {
    set(labelIndexCol(), value);
    return this;
  }

  /** The class with the greatest probability / threshold is predicted. */
  public NeuralClassifier setThresholds(double... values) {
    set(thresholds(), values);
    return this;
  }

  @Override
  public NeuralClassifier copy(ParamMap extra) {
    NeuralClassifier copy = defaultCopy(extra);
    return copy.setEpochListener(epochListener());
  }

  public static MLReader<NeuralClassifier> read() {
    return StageFiles.reader(NeuralClassifier.class);
  }

  public static NeuralClassifier load(String path) {
    return read().load(path);
  }
}

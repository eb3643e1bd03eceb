package dev.arrowmill.spark;

import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.model.Calibration;
import dev.arrowmill.model.CalibrationFit;
import dev.arrowmill.model.Decision;
import dev.arrowmill.model.LabelSpec;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.Task;
import dev.arrowmill.model.train.HeldOut;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  Target target(FeatureStats stats) {
    LabelChecks.requireClasses(stats.column(getLabelCol()));
    Task task = getTask().equals("binary") ? Task.BINARY : Task.MULTICLASS;
    return Target.fit(
        stats,
        LabelSpec.of(getLabelCol(), task).withClassWeights(ClassWeights.parse(getClassWeights())));
  }

  @Override
  Decision decision(Target target, HeldOut held) {
    if (getCalibration().equals("none") && getThresholdFor().equals("none")) {
      return Decision.PLAIN;
    }
    CalibrationFit fit = new CalibrationFit(target, held, 1);
    Calibration calibration = fit.fit(Calibration.Kind.of(getCalibration()));
    return new Decision(
        calibration,
        getThresholdFor().equals("none")
            ? Decision.PLAIN.threshold()
            : fit.threshold(
                calibration,
                CalibrationFit.Criterion.valueOf(getThresholdFor().toUpperCase(Locale.ROOT))));
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

  /** "balanced" weighs every class alike. */
  public NeuralClassifier setClassWeights(String value) {
    set(classWeights(), value);
    return this;
  }

  /** Factors on the weights of rows, by the text of their class; 1 for those that are absent. */
  public NeuralClassifier setClassWeights(Map<String, Double> weights) {
    return setClassWeights(ClassWeights.text(weights));
  }

  /** "none", "platt", "isotonic" or "temperature". */
  public NeuralClassifier setCalibration(String value) {
    set(calibration(), value);
    return this;
  }

  /** Chooses the threshold between two classes by "accuracy", "f1" or "youden"; or "none". */
  public NeuralClassifier setThresholdFor(String value) {
    set(thresholdFor(), value);
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
    return passOn(defaultCopy(extra));
  }

  public static MLReader<NeuralClassifier> read() {
    return StageFiles.reader(NeuralClassifier.class);
  }

  public static NeuralClassifier load(String path) {
    return read().load(path);
  }
}

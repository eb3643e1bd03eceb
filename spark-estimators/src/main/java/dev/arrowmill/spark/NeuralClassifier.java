package dev.arrowmill.spark;

import dev.arrowmill.model.LabelException;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.Task;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.jspecify.annotations.Nullable;

/**
 * A neural classifier for tables with raw columns.
 *
 * <p>The label may be text, boolean or a number with up to {@value
 * dev.arrowmill.model.Target#MAX_CLASSES} levels; its classes are ordered ascending and, for two
 * classes, the second is the positive one. Not thread-safe, like all of Spark ML.
 */
public final class NeuralClassifier
    extends NeuralEstimator<NeuralClassifier, NeuralClassificationModel> {
  private static final long serialVersionUID = 1L;

  public NeuralClassifier() {
    this(Identifiable$.MODULE$.randomUID("neuralClassifier"));
  }

  public NeuralClassifier(String uid) {
    super(uid);
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
  @Nullable Task wantedTask() {
    return switch (getOrDefault(task())) {
      case "binary" -> Task.BINARY;
      default -> Task.MULTICLASS;
    };
  }

  @Override
  List<Output> outputs() {
    return Output.classification(this);
  }

  @Override
  void requireTask(Target target) {
    if (getOrDefault(task()).equals("regression") || !target.task().isClassification()) {
      throw new LabelException("label " + target.column() + ": is a number; use NeuralRegressor");
    }
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

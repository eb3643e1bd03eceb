package dev.arrowmill.spark;

import dev.arrowmill.model.TabularModel;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.jspecify.annotations.Nullable;

/**
 * A trained {@link NeuralClassifier}: adds rawPrediction and probability (vectors in the order of
 * {@link dev.arrowmill.model.Target#classes}) and prediction (the class's own value for numeric
 * labels, its index for texts).
 */
public final class NeuralClassificationModel extends NeuralModel<NeuralClassificationModel> {
  private static final long serialVersionUID = 1L;

  NeuralClassificationModel(String uid, TabularModel tabular, @Nullable TrainingSummary summary) {
    super(uid, tabular, summary);
  }

  /** Texts of the classes, in the order of the probabilities. */
  public List<String> classes() {
    return target().classes();
  }

  public int numClasses() {
    return target().classes().size();
  }

  @Override
  List<Output> outputs() {
    return Output.classification(this);
  }

  @Override
  public NeuralClassificationModel copy(ParamMap extra) {
    NeuralClassificationModel copy =
        new NeuralClassificationModel(uid(), tabularModel(), summaryOrNull());
    return copyValues(copy, extra).setParent(parent());
  }

  public static MLReader<NeuralClassificationModel> read() {
    return StageFiles.modelReader(
        NeuralClassificationModel.class,
        (uid, tabular) -> new NeuralClassificationModel(uid, tabular, null));
  }

  public static NeuralClassificationModel load(String path) {
    return read().load(path);
  }

  /** A model around an artefact, for example one loaded from a directory. */
  public static NeuralClassificationModel of(TabularModel tabular) {
    if (!tabular.target().task().isClassification()) {
      throw new IllegalArgumentException("the model is a regression; use NeuralRegressionModel");
    }
    return new NeuralClassificationModel("neuralClassifier_" + tabular.id(), tabular, null);
  }
}

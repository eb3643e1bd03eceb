package dev.arrowmill.spark;

import dev.arrowmill.model.TabularModel;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.jspecify.annotations.Nullable;

/** A trained {@link NeuralRegressor}: adds prediction, in the unit of the label. */
public final class NeuralRegressionModel extends NeuralModel<NeuralRegressionModel> {
  private static final long serialVersionUID = 1L;

  NeuralRegressionModel(String uid, TabularModel tabular, @Nullable TrainingSummary summary) {
    super(uid, tabular, summary);
  }

  @Override
  NeuralRegressionModel self() {
    return this;
  }

  /** The prediction for a vector, of a model that was trained on a vector column. */
  public double predict(Vector features) {
    return scoreVector(features).prediction();
  }

  @Override
  List<Output> outputs() {
    return Output.regression(this);
  }

  @Override
  public NeuralRegressionModel copy(ParamMap extra) {
    NeuralRegressionModel copy = new NeuralRegressionModel(uid(), tabularModel(), summaryOrNull());
    return copyValues(copy, extra).setParent(parent());
  }

  public static MLReader<NeuralRegressionModel> read() {
    return StageFiles.modelReader(
        NeuralRegressionModel.class,
        (uid, tabular) -> new NeuralRegressionModel(uid, tabular, null));
  }

  public static NeuralRegressionModel load(String path) {
    return read().load(path);
  }

  /** A model around an artefact, for example one loaded from a directory. */
  public static NeuralRegressionModel of(TabularModel tabular) {
    if (tabular.target().task().isClassification()) {
      throw new IllegalArgumentException(
          "the model is a classification; use NeuralClassificationModel");
    }
    return new NeuralRegressionModel("neuralRegressor_" + tabular.id(), tabular, null);
  }
}

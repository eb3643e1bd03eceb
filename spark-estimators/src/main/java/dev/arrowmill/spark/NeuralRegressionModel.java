package dev.arrowmill.spark;

import dev.arrowmill.model.TabularModel;
import dev.arrowmill.spark.internal.ScoreRows;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** A trained {@link NeuralRegressor}: adds prediction, in the unit of the label. */
public final class NeuralRegressionModel extends NeuralModel<NeuralRegressionModel>
    implements RegressorParams {
  private static final long serialVersionUID = 1L;

  NeuralRegressionModel(String uid, TabularModel tabular, @Nullable TrainingSummary summary) {
    super(uid, tabular, summary);
    ParamSets.regression(paramTable());
  }

  @Override
  NeuralRegressionModel self() {
    return this;
  }

  @Override
  Column output(Output output, Dataset<Row> table, Column score) {
    boolean values = output.source().equals(ScoreRows.VALUES);
    if (values && target().points().isEmpty()) {
      throw new IllegalArgumentException(
          "valuesCol: a model of task " + target().task() + " has one prediction; leave it unset");
    }
    return super.output(output, table, score);
  }

  public NeuralRegressionModel setValuesCol(String value) {
    set(valuesCol(), value);
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

package dev.arrowmill.spark;

import dev.arrowmill.model.TabularModel;
import dev.arrowmill.spark.internal.ScoreRows;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * A trained {@link NeuralClassifier}: adds rawPrediction and probability (vectors in the order of
 * {@link dev.arrowmill.model.Target#classes}) and prediction (the class's own value for numeric
 * labels, its index for texts).
 */
public final class NeuralClassificationModel extends NeuralModel<NeuralClassificationModel>
    implements ClassifierParams {
  private static final long serialVersionUID = 1L;

  NeuralClassificationModel(String uid, TabularModel tabular, @Nullable TrainingSummary summary) {
    super(uid, tabular, summary);
    ParamSets.classification(paramTable());
  }

  @Override
  NeuralClassificationModel self() {
    return this;
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
  Column output(Output output, Dataset<Row> table, Column score) {
    return switch (output.source()) {
      case ScoreRows.PREDICTION -> prediction(score);
      case Output.PREDICTED_LABEL -> ClassColumns.label(prediction(score), target());
      case Output.LABEL_INDEX ->
          List.of(table.columns()).contains(getLabelCol())
              ? ClassColumns.index(table.col(InputColumns.quoted(getLabelCol())), target())
              : functions.lit(null).cast(DataTypes.DoubleType);
      default -> super.output(output, table, score);
    };
  }

  private Column prediction(Column score) {
    if (!isSet(thresholds())) {
      return score.getField(ScoreRows.PREDICTION);
    }
    requireThresholds();
    return ClassColumns.thresholded(
        score.getField(ScoreRows.PROBABILITY), getThresholds(), target());
  }

  private void requireThresholds() {
    if (getThresholds().length != numClasses()) {
      throw new IllegalArgumentException(
          "thresholds: "
              + getThresholds().length
              + " numbers for "
              + numClasses()
              + " classes "
              + classes());
    }
  }

  /** The prediction for a vector, of a model that was trained on a vector column. */
  public double predict(Vector features) {
    if (!isSet(thresholds())) {
      return target().classValue((int) scoreVector(features).prediction());
    }
    requireThresholds();
    Vector p = predictProbability(features);
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < p.size(); c++) {
      double scaled = p.apply(c) / getThresholds()[c];
      if (scaled > most) {
        most = scaled;
        best = c;
      }
    }
    return target().classValue(best);
  }

  /** The class scores for a vector. */
  public Vector predictRaw(Vector features) {
    return Vectors.dense(scoreVector(features).raw());
  }

  /** The class probabilities for a vector. */
  public Vector predictProbability(Vector features) {
    return Vectors.dense(scoreVector(features).probability());
  }

  public NeuralClassificationModel setProbabilityCol(String value) {
    set(probabilityCol(), value);
    return this;
  }

  public NeuralClassificationModel setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return this;
  }

  public NeuralClassificationModel setPredictedLabelCol(String value) {
    set(predictedLabelCol(), value);
    return this;
  }

  public NeuralClassificationModel setLabelIndexCol(String value) {
    set(labelIndexCol(), value);
    return this;
  }

  /** The class with the greatest probability / threshold is predicted. */
  public NeuralClassificationModel setThresholds(double... values) {
    set(thresholds(), values);
    return this;
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

package dev.arrowmill.jobs;

import dev.arrowmill.data.feature.ColumnStats;
import dev.arrowmill.model.TabularModel;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.Task;
import dev.arrowmill.model.train.EpochListener;
import dev.arrowmill.model.train.EpochReport;
import dev.arrowmill.spark.NeuralClassifier;
import dev.arrowmill.spark.NeuralEstimator;
import dev.arrowmill.spark.NeuralModel;
import dev.arrowmill.spark.NeuralRegressor;
import dev.arrowmill.spark.TableStats;
import dev.arrowmill.spark.TrainingSummary;
import dev.arrowmill.tracking.Run;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a training is asked for; zeros leave the choice to the estimator.
 *
 * @param label label column
 * @param weight weight column, or empty
 * @param excluded columns to leave out
 * @param task auto, binary, multiclass or regression
 * @param handleInvalid error or keep
 * @param choices further keys that were given, see {@link Choices}
 */
record Training(
    String label,
    String weight,
    List<String> excluded,
    String task,
    int epochs,
    int batchSize,
    double learningRate,
    double validationFraction,
    int workers,
    String handleInvalid,
    long seed,
    Map<String, String> choices) {

  /** A trained model and how it came about. */
  record Result(TabularModel model, TrainingSummary summary) {
    EpochReport best() {
      List<EpochReport> epochs = summary.epochs();
      EpochReport best = epochs.get(0);
      for (EpochReport e : epochs) {
        best = e.best() ? e : best;
      }
      return best;
    }

    double trainSeconds() {
      return summary.epochs().stream().mapToDouble(EpochReport::seconds).sum();
    }

    long trainedRows() {
      return summary.epochs().stream().mapToLong(EpochReport::rows).sum();
    }
  }

  /**
   * Trains.
   *
   * @param listener told of every epoch while the job runs
   */
  Result fit(Dataset<Row> table, EpochListener listener) {
    NeuralModel<?> model =
        isRegression(table)
            ? regressor().setEpochListener(listener).fit(table)
            : classifier().setEpochListener(listener).fit(table);
    return new Result(model.tabularModel(), model.summary().orElseThrow());
  }

  /** Whether the label is a number to learn, as asked for or as the table tells. */
  boolean isRegression(Dataset<Row> table) {
    return task.equals("regression") || (task.equals("auto") && isNumber(table));
  }

  NeuralRegressor regressor() {
    return configure(new NeuralRegressor());
  }

  NeuralClassifier classifier() {
    return configure(new NeuralClassifier().setTask(task));
  }

  private boolean isNumber(Dataset<Row> table) {
    Dataset<Row> only = table.select(table.col("`" + label.replace("`", "``") + "`"));
    ColumnStats stats = TableStats.of(only, seed).column(label);
    return Target.fit(stats, null).task() == Task.REGRESSION;
  }

  private <E extends NeuralEstimator<E, ?>> E configure(E estimator) {
    estimator.setLabelCol(label).setSeed(seed).setHandleInvalid(handleInvalid);
    estimator.setMaxEpochs(epochs).setBatchSize(batchSize).setLearningRate(learningRate);
    estimator.setNumWorkers(workers).setExcludedCols(excluded.toArray(new String[0]));
    if (validationFraction > 0) {
      estimator.setValidationFraction(validationFraction);
    }
    if (!weight.isEmpty()) {
      estimator.setWeightCol(weight);
    }
    Choices.apply(estimator, choices);
    return estimator;
  }

  /** What is asked for, for the tracked run. */
  Map<String, String> params() {
    Map<String, String> all = new TreeMap<>(choices);
    all.put("label", label);
    all.put("task", task);
    all.put("seed", Long.toString(seed));
    all.put("epochs", chosen(epochs));
    all.put("batch-size", chosen(batchSize));
    all.put("learning-rate", learningRate == 0 ? "auto" : Double.toString(learningRate));
    all.put("workers", chosen(workers));
    all.put("handle-invalid", handleInvalid);
    if (!weight.isEmpty()) {
      all.put("weight", weight);
    }
    if (!excluded.isEmpty()) {
      all.put("exclude", String.join(",", excluded));
    }
    return all;
  }

  private static String chosen(int value) {
    return value == 0 ? "auto" : Integer.toString(value);
  }

  /** Logs an epoch. */
  static void track(Run run, EpochReport e) {
    run.metric("train_loss", e.trainLoss(), e.epoch());
    if (!Double.isNaN(e.validationLoss())) {
      run.metric("validation_loss", e.validationLoss(), e.epoch());
    }
    run.metric("rows_per_second", e.rows() / Math.max(1e-9, e.seconds()), e.epoch());
  }
}

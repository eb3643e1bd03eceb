package dev.arrowmill.jobs;

import dev.arrowmill.spark.NeuralEstimator;
import dev.arrowmill.spark.NeuralModel;
import dev.arrowmill.spark.NeuralRegressor;
import dev.arrowmill.spark.TuneResult;
import dev.arrowmill.spark.Tuner;
import dev.arrowmill.spark.tune.Algorithm;
import dev.arrowmill.spark.tune.SearchSpace;
import dev.arrowmill.spark.tune.TrialReport;
import dev.arrowmill.spark.tune.TuneListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a search for hyperparameters is asked for.
 *
 * @param training what all trials share
 * @param journal folder that keeps finished trainings
 */
record Tuning(
    Training training,
    SearchSpace space,
    Algorithm algorithm,
    int trials,
    int reduction,
    int minEpochs,
    int parallel,
    String journal) {

  /** The best model and all trainings. */
  record Result(Training.Result model, TrialReport best, List<TrialReport> trials) {}

  Result fit(Dataset<Row> table, TuneListener listener) {
    return training.isRegression(table)
        ? fit(training.regressor(), table, listener)
        : fit(training.classifier(), table, listener);
  }

  /**
   * Draws every trial.
   *
   * @throws IllegalArgumentException for a value that no trial may have
   */
  void check() {
    tuner(new NeuralRegressor().setSeed(training.seed())).check();
  }

  private <E extends NeuralEstimator<E, M>, M extends NeuralModel<M>> Result fit(
      E estimator, Dataset<Row> table, TuneListener listener) {
    TuneResult<M> result = tuner(estimator).setListener(listener).fit(table);
    M model = result.model();
    return new Result(
        new Training.Result(model.tabularModel(), model.summary().orElseThrow()),
        result.best(),
        result.trials());
  }

  private <E extends NeuralEstimator<E, M>, M extends NeuralModel<M>> Tuner<E, M> tuner(
      E estimator) {
    return new Tuner<>(estimator)
        .setSpace(space)
        .setAlgorithm(algorithm)
        .setTrials(trials)
        .setReduction(reduction)
        .setMinEpochs(minEpochs)
        .setParallelism(parallel)
        .setJournal(journal);
  }

  /** What is asked for, for the tracked run. */
  Map<String, String> params() {
    Map<String, String> all = new TreeMap<>(training.params());
    all.keySet().removeAll(List.of("batch-size", "learning-rate"));
    all.put("space", space.toString());
    all.put("algorithm", algorithm.name().toLowerCase(Locale.ROOT));
    all.put("trials", Integer.toString(trials));
    all.put("reduction", Integer.toString(reduction));
    all.put("min-epochs", Integer.toString(minEpochs));
    all.put("parallel", Integer.toString(parallel));
    return all;
  }

  /** The trainings as a table for people, best first. */
  static List<String> table(List<TrialReport> trials) {
    List<String> lines =
        new ArrayList<>(List.of("trial rung epochs     loss  status         values"));
    trials.stream()
        .sorted(TrialReport.BEST_FIRST)
        .forEach(
            t ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "%5d %4d %6d %8s  %-13s  %s",
                        t.step().trial(),
                        t.step().rung(),
                        t.maxEpochs(),
                        Text.number(t.validationLoss()),
                        t.status(),
                        values(t))));
    return lines;
  }

  static String values(TrialReport trial) {
    List<String> all = new ArrayList<>();
    trial.values().forEach((name, value) -> all.add(name + "=" + shown(value)));
    return String.join(" ", all);
  }

  /** Long decimals are cut; everything else is shown as it is. */
  private static String shown(String value) {
    return value.matches("-?[0-9]+\\.[0-9E-]+") ? Text.number(Double.parseDouble(value)) : value;
  }
}

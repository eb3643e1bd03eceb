package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Report;
import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.model.train.EpochListener;
import dev.arrowmill.model.train.EpochReport;
import dev.arrowmill.spark.BadTableException;
import dev.arrowmill.tracking.Run;
import dev.arrowmill.tracking.Tracker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Trains a model on a raw table, measures it, saves it and tracks the run. */
final class TrainJob implements Job {
  static final Key<String> LABEL = Key.text("label", "COL", "column to predict").required();
  private static final Key<Double> TEST_FRACTION =
      Key.number("test-fraction", "part of the rows to measure on instead", 0, 1);
  static final Key<String> WEIGHT = Key.text("weight", "COL", "column of row weights");
  static final Key<String> TASK =
      Key.choice("task", "what to learn", "auto", "binary", "multiclass", "regression").or("auto");
  static final Key<Long> EPOCHS =
      Key.integer(
          "epochs", "most passes over the rows (default: the program stops in time)", 1, 100_000);
  private static final Key<Long> BATCH =
      Key.integer("batch-size", "rows per step (default: by the number of rows)", 1, 1 << 20);
  private static final Key<Double> RATE =
      Key.number("learning-rate", "step size (default: chosen)", 0, 1000);
  static final Key<Long> SEED =
      Key.integer("seed", "same seed, same model", Long.MIN_VALUE, Long.MAX_VALUE).or(0L);
  static final Key<Double> VALIDATION =
      Key.number("validation-fraction", "rows held out to stop in time (default: 0.15)", 0, 1);
  static final Key<Long> WORKERS =
      Key.integer("workers", "training tasks (default: by rows and slots)", 1, 8);
  static final Key<String> INVALID =
      Key.choice("handle-invalid", "NaN, infinities and empty columns", "error", "keep")
          .or("error");
  static final Key<String> OUT = Key.text("out", "MODEL", "folder for the model").required();

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "train a model on a table with raw columns";
  }

  @Override
  public List<Key<?>> keys() {
    List<Key<?>> all =
        new ArrayList<>(
            List.of(
                CommonKeys.DATA,
                LABEL,
                CommonKeys.FORMAT,
                CommonKeys.TEST,
                TEST_FRACTION,
                CommonKeys.EXCLUDE,
                WEIGHT,
                TASK,
                EPOCHS,
                BATCH,
                RATE,
                SEED,
                VALIDATION,
                WORKERS,
                INVALID));
    all.addAll(Choices.KEYS);
    all.addAll(
        List.of(
            OUT,
            CommonKeys.OVERWRITE,
            CommonKeys.TRACKING,
            CommonKeys.EXPERIMENT,
            CommonKeys.MASTER));
    return all;
  }

  @Override
  public String example() {
    return "bin/arrowmill train --data sample-data/houses --label price --test-fraction 0.2 --epochs 5"
        + " --out /tmp/houses-model";
  }

  @Override
  public Work prepare(Settings settings) {
    TableSource data = TableSource.of(settings, CommonKeys.DATA, CommonKeys.FORMAT);
    TableSource test =
        settings.has(CommonKeys.TEST)
            ? TableSource.of(settings, CommonKeys.TEST, CommonKeys.FORMAT)
            : null;
    if (settings.has(CommonKeys.TEST) && settings.has(TEST_FRACTION)) {
      settings.problem("test-fraction", "", "was given together with --test", "give one of them");
    }
    double fraction = settings.get(TEST_FRACTION, 0.0);
    Training training = training(settings);
    requireRoles(settings, training);
    String out = settings.get(OUT, "");
    boolean overwrite = settings.is(CommonKeys.OVERWRITE);
    OutputDir.check(settings, "out", out, overwrite);
    String tracking = settings.get(CommonKeys.TRACKING, "none:");
    Tracking.check(settings, tracking, true);
    String experiment = settings.get(CommonKeys.EXPERIMENT, "");
    return context -> {
      Dataset<Row> table = data.read(context.spark());
      data.requireColumns(settings, "label", List.of(training.label()), table.schema());
      data.requireColumns(settings, "exclude", training.excluded(), table.schema());
      data.requireColumns(
          settings,
          "weight",
          training.weight().isEmpty() ? List.of() : List.of(training.weight()),
          table.schema());
      String held = training.choices().get(Choices.VALIDATION_COLUMN.name());
      data.requireColumns(
          settings,
          Choices.VALIDATION_COLUMN.name(),
          held == null ? List.of() : List.of(held),
          table.schema());
      Dataset<Row> tested = test == null ? null : test.readLike(context.spark(), table.schema());
      if (test != null && tested != null) {
        requireTested(settings, test, tested, table, training);
      }
      settings.throwIfBad();
      try (OutputDir dir =
              OutputDir.open(out, context.spark().sparkContext().hadoopConfiguration(), overwrite);
          Tracker tracker = Tracker.open(tracking);
          Run run = tracker.start(experiment)) {
        Tracking.warn(context, run, tracking);
        try {
          return run(context, data, test, tested, fraction, table, training, dir, run)
              .put("tracking", tracker.uri());
        } catch (Exception e) {
          run.fail(e);
          throw e;
        }
      }
    };
  }

  /** Notes a problem for every column that the table to measure on lacks. */
  static void requireTested(
      Settings settings,
      TableSource test,
      Dataset<Row> tested,
      Dataset<Row> table,
      Training training) {
    List<String> needed = new ArrayList<>(List.of(table.columns()));
    needed.removeAll(training.excluded());
    needed.remove(training.weight());
    needed.remove(training.choices().get(Choices.VALIDATION_COLUMN.name()));
    test.requireColumns(settings, "test", needed, tested.schema());
  }

  static void requireRoles(Settings settings, Training training) {
    String label = training.label();
    if (label.isEmpty()) {
      return;
    }
    if (training.excluded().contains(label)) {
      settings.problem("exclude", label, "is the label", "leave it out of --exclude");
    }
    if (training.weight().equals(label)) {
      settings.problem("weight", label, "is the label", "name another column");
    }
    if (training.excluded().contains(training.weight())) {
      settings.problem("exclude", training.weight(), "is the weight", "leave it out of --exclude");
    }
  }

  static Training training(Settings settings) {
    return new Training(
        settings.get(LABEL, ""),
        settings.get(WEIGHT, ""),
        settings.get(CommonKeys.EXCLUDE, List.of()),
        settings.get(TASK, "auto"),
        settings.get(EPOCHS, 0L).intValue(),
        settings.get(BATCH, 0L).intValue(),
        settings.get(RATE, 0.0),
        settings.get(VALIDATION, 0.0),
        settings.get(WORKERS, 0L).intValue(),
        settings.get(INVALID, "error"),
        settings.get(SEED, 0L),
        Choices.read(settings));
  }

  private static Report run(
      Context context,
      TableSource data,
      @Nullable TableSource test,
      @Nullable Dataset<Row> tested,
      double fraction,
      Dataset<Row> table,
      Training training,
      OutputDir dir,
      Run run)
      throws Exception {
    run.params(training.params()).param("data", data.describe());
    Dataset<Row> fitted = table;
    Dataset<Row> measured = tested;
    if (test != null) {
      run.param("test", test.describe());
    } else if (fraction > 0) {
      Split split = Split.of(table, fraction, training.seed());
      fitted = split.train();
      measured = split.test();
      run.param("test-fraction", fraction);
    }
    if (measured != null && measured.isEmpty()) {
      throw new JobException(
          test == null
              ? "test-fraction "
                  + fraction
                  + ": leaves no rows of "
                  + data.describe()
                  + " to measure on; give a larger one"
              : "test " + test.describe() + ": the table has no rows; give one that has");
    }
    Training.Result result = fit(context, data, fitted, training, run);
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (measured != null) {
      String where = test == null ? data.describe() : test.describe();
      metrics.putAll(measure(context, result, measured, where));
      metrics.forEach((k, v) -> run.metric("test_" + k, v, result.best().epoch()));
    }
    ModelFiles.save(result.model(), dir);
    if (dir.isLocal()) {
      keep(run, dir);
    }
    dir.commit();
    return report(result, metrics, dir, run);
  }

  static void keep(Run run, OutputDir dir) throws java.io.IOException {
    try (var files = java.nio.file.Files.list(dir.localWork())) {
      for (java.nio.file.Path file : files.sorted().toList()) {
        String text = file.getFileName().toString();
        if (text.endsWith(".json")) {
          run.artifactText("model/" + text, java.nio.file.Files.readString(file));
        }
      }
    }
    run.tag("model", dir.target());
  }

  static Training.Result fit(
      Context context, TableSource data, Dataset<Row> table, Training training, Run run) {
    try (SparkProgress progress = SparkProgress.start(context, "train")) {
      Training.Result result =
          data.named(
              () ->
                  fit(
                      training,
                      table,
                      epoch -> {
                        Training.track(run, epoch);
                        progress.note(note(epoch));
                        return true;
                      }));
      run.artifactText("features.txt", result.summary().features());
      progress.done(
          String.format(
              Locale.ROOT,
              "%d rows, %d epochs, best epoch %d with validation loss %.5f",
              result.summary().rows(),
              result.summary().epochs().size(),
              result.best().epoch(),
              result.best().validationLoss()));
      return result;
    }
  }

  private static String note(EpochReport epoch) {
    double loss = Double.isNaN(epoch.validationLoss()) ? epoch.trainLoss() : epoch.validationLoss();
    return String.format(Locale.ROOT, "epoch %d, loss %.5f", epoch.epoch(), loss);
  }

  /** Names the flags where the estimator names its params. */
  private static Training.Result fit(
      Training training, Dataset<Row> table, EpochListener listener) {
    try {
      return training.fit(table, listener);
    } catch (BadTableException e) {
      throw withFlags(e);
    }
  }

  /** The same, naming the flags for the params. */
  static BadTableException withFlags(BadTableException e) {
    String message = String.valueOf(e.getMessage());
    return new BadTableException(
        message.contains("handleInvalid")
            ? message + " (--exclude COL or --handle-invalid keep)"
            : message);
  }

  static Map<String, Double> measure(
      Context context, Training.Result result, Dataset<Row> table, String where) {
    try (SparkProgress progress = SparkProgress.start(context, "evaluate")) {
      Map<String, Double> metrics = Evaluation.of(result.model(), table, where);
      progress.done(Text.metrics(metrics));
      return metrics;
    }
  }

  private static Report report(
      Training.Result result, Map<String, Double> metrics, OutputDir dir, Run run) {
    Report report = new Report();
    report.line(
        String.format(
            Locale.ROOT,
            "%s model for %s, %d epochs (best %d)",
            result.model().target().task().name().toLowerCase(Locale.ROOT),
            result.model().target().column(),
            result.summary().epochs().size(),
            result.best().epoch()));
    if (!metrics.isEmpty()) {
      report.line("test   " + Text.metrics(metrics));
    }
    report.line("model  " + dir.target());
    report.line("run    " + run.id());
    report.put("status", "done");
    report.put("task", result.model().target().task().name().toLowerCase(Locale.ROOT));
    report.put("rows", result.summary().rows());
    report.put("epochs", result.summary().epochs().size());
    report.put("bestEpoch", result.best().epoch());
    report.put("validationLoss", result.best().validationLoss());
    report.put("metrics", metrics);
    report.put("trainSeconds", result.trainSeconds());
    report.put("model", dir.target());
    report.put("modelId", result.model().id());
    return report.put("run", run.id());
  }
}

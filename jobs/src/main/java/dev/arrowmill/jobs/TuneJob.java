package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Report;
import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.spark.BadTableException;
import dev.arrowmill.spark.tune.Algorithm;
import dev.arrowmill.spark.tune.SearchSpace;
import dev.arrowmill.spark.tune.TrialReport;
import dev.arrowmill.tracking.Run;
import dev.arrowmill.tracking.Tracker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Searches hyperparameters, saves the best model and tracks every training. */
final class TuneJob implements Job {
  private static final String FORMS =
      "give NAME=uniform(a,b), log(a,b), int(a,b) or choice(x,y,...), parted by semicolons";
  private static final Key<String> SPACE =
      Key.text("space", "SPACE", "what to search: NAME=uniform(a,b);NAME=log(a,b);...").required();
  private static final Key<Long> TRIALS =
      Key.integer("trials", "trials that start at most", 1, 100_000).or(20L);
  private static final Key<String> ALGORITHM =
      Key.choice("algorithm", "how the epochs are spent", "asha", "halving", "random").or("asha");
  private static final Key<Long> REDUCTION =
      Key.integer("reduction", "one of so many trials goes on to so many times the epochs", 2, 100)
          .or(3L);
  private static final Key<Long> MIN_EPOCHS =
      Key.integer("min-epochs", "least epochs of the lowest rung", 1, 100_000).or(1L);
  private static final Key<Long> PARALLEL =
      Key.integer("parallel", "trainings side by side", 1, 1000).or(1L);
  private static final Key<String> JOURNAL =
      Key.text(
          "journal",
          "DIR",
          "folder that keeps finished trainings, to go on from (default: beside --out, until it is"
              + " done)");

  @Override
  public String name() {
    return "tune";
  }

  @Override
  public String summary() {
    return "search hyperparameters and keep the best model";
  }

  @Override
  public List<Key<?>> keys() {
    List<Key<?>> all =
        new ArrayList<>(
            List.of(
                CommonKeys.DATA,
                TrainJob.LABEL,
                CommonKeys.FORMAT,
                CommonKeys.TEST,
                CommonKeys.EXCLUDE,
                TrainJob.WEIGHT,
                TrainJob.TASK,
                SPACE,
                TRIALS,
                ALGORITHM,
                REDUCTION,
                TrainJob.EPOCHS,
                MIN_EPOCHS,
                PARALLEL,
                TrainJob.SEED,
                TrainJob.VALIDATION,
                TrainJob.WORKERS,
                TrainJob.INVALID));
    all.addAll(Choices.KEYS);
    all.addAll(
        List.of(
            TrainJob.OUT,
            JOURNAL,
            CommonKeys.OVERWRITE,
            CommonKeys.TRACKING,
            CommonKeys.EXPERIMENT,
            CommonKeys.MASTER));
    return all;
  }

  @Override
  public String example() {
    return "bin/arrowmill tune --data sample-data/houses --label price --trials 6 --epochs 9"
        + " --space \"learningRate=log(1e-4,1e-2);dropout=uniform(0,0.5)\" --out /tmp/houses-tuned";
  }

  @Override
  public Work prepare(Settings settings) {
    TableSource data = TableSource.of(settings, CommonKeys.DATA, CommonKeys.FORMAT);
    TableSource test =
        settings.has(CommonKeys.TEST)
            ? TableSource.of(settings, CommonKeys.TEST, CommonKeys.FORMAT)
            : null;
    Training training = TrainJob.training(settings);
    TrainJob.requireRoles(settings, training);
    String out = settings.get(TrainJob.OUT, "");
    boolean overwrite = settings.is(CommonKeys.OVERWRITE);
    OutputDir.check(settings, "out", out, overwrite);
    boolean ownJournal = !settings.has(JOURNAL);
    Tuning tuning = tuning(settings, training, settings.get(JOURNAL, journal(out)));
    String tracking = settings.get(CommonKeys.TRACKING, "none:");
    Tracking.check(settings, tracking, true);
    String experiment = settings.get(CommonKeys.EXPERIMENT, "");
    return context -> {
      Dataset<Row> table = data.read(context.spark());
      requireColumns(settings, data, training, table);
      Dataset<Row> tested = test == null ? null : test.readLike(context.spark(), table.schema());
      if (test != null && tested != null) {
        TrainJob.requireTested(settings, test, tested, table, training);
      }
      settings.throwIfBad();
      if (test != null && tested != null && tested.isEmpty()) {
        throw new JobException(
            "test " + test.describe() + ": the table has no rows; give one that has");
      }
      Configuration conf = context.spark().sparkContext().hadoopConfiguration();
      try (OutputDir dir = OutputDir.open(out, conf, overwrite);
          Tracker tracker = Tracker.open(tracking);
          Run run = tracker.start(experiment)) {
        Tracking.warn(context, run, tracking);
        run.params(tuning.params()).param("data", data.describe());
        try {
          Tuning.Result result = search(context, data, table, tuning, tracker, run);
          Report report = finish(context, test, tested, result, dir, run);
          if (ownJournal) {
            dir.files().delete(new Path(tuning.journal()), true);
          }
          return report.put("tracking", tracker.uri());
        } catch (Exception e) {
          run.fail(e);
          throw e;
        }
      }
    };
  }

  private static void requireColumns(
      Settings settings, TableSource data, Training training, Dataset<Row> table) {
    String weight = training.weight();
    List<String> weights = weight.isEmpty() ? List.of() : List.of(weight);
    data.requireColumns(settings, "label", List.of(training.label()), table.schema());
    data.requireColumns(settings, "exclude", training.excluded(), table.schema());
    data.requireColumns(settings, "weight", weights, table.schema());
    String held = training.choices().get(Choices.VALIDATION_COLUMN.name());
    data.requireColumns(
        settings,
        Choices.VALIDATION_COLUMN.name(),
        held == null ? List.of() : List.of(held),
        table.schema());
  }

  private static String journal(String out) {
    return out.replaceFirst("/+$", "") + ".journal";
  }

  private static Tuning tuning(Settings settings, Training training, String journal) {
    String text = settings.get(SPACE, "");
    SearchSpace space = SearchSpace.of();
    Tuning tuning = tuning(settings, training, space, journal);
    if (text.isEmpty()) {
      return tuning;
    }
    try {
      space = SearchSpace.parse(text);
      tuning = tuning(settings, training, space, journal);
      tuning.check();
    } catch (IllegalArgumentException e) {
      String what = String.valueOf(e.getMessage()).replaceFirst("^search space: ", "");
      settings.problem("space", text, what, FORMS);
    }
    return tuning;
  }

  private static Tuning tuning(
      Settings settings, Training training, SearchSpace space, String journal) {
    return new Tuning(
        training,
        space,
        Algorithm.valueOf(settings.get(ALGORITHM, "asha").toUpperCase(Locale.ROOT)),
        settings.get(TRIALS, 20L).intValue(),
        settings.get(REDUCTION, 3L).intValue(),
        settings.get(MIN_EPOCHS, 1L).intValue(),
        settings.get(PARALLEL, 1L).intValue(),
        journal);
  }

  private static Tuning.Result search(
      Context context,
      TableSource data,
      Dataset<Row> table,
      Tuning tuning,
      Tracker tracker,
      Run run) {
    try (SparkProgress progress = SparkProgress.start(context, "tune");
        TrackedTrials trials = new TrackedTrials(tracker, run, progress::note)) {
      Tuning.Result result =
          data.named(
              () -> {
                try {
                  return tuning.fit(table, trials);
                } catch (BadTableException e) {
                  throw TrainJob.withFlags(e);
                }
              });
      run.artifactText("features.txt", result.model().summary().features());
      progress.done(
          String.format(
              Locale.ROOT,
              "%d trainings, best trial %d with validation loss %.5f",
              result.trials().size(),
              result.best().step().trial(),
              result.best().validationLoss()));
      return result;
    }
  }

  private static Report finish(
      Context context,
      @Nullable TableSource test,
      @Nullable Dataset<Row> tested,
      Tuning.Result result,
      OutputDir dir,
      Run run)
      throws IOException {
    TrialReport best = result.best();
    run.metric("validation_loss", best.validationLoss(), best.bestEpoch());
    best.values().forEach((name, value) -> run.param("best." + name, value));
    List<String> lines = Tuning.table(result.trials());
    run.artifactText("trials.txt", String.join("\n", lines) + "\n");
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (test != null && tested != null) {
      metrics.putAll(TrainJob.measure(context, result.model(), tested, test.describe()));
      metrics.forEach((k, v) -> run.metric("test_" + k, v, best.bestEpoch()));
    }
    ModelFiles.save(result.model().model(), dir);
    if (dir.isLocal()) {
      TrainJob.keep(run, dir);
    }
    dir.commit();
    return report(result, lines, metrics, dir, run);
  }

  private static Report report(
      Tuning.Result result,
      List<String> table,
      Map<String, Double> metrics,
      OutputDir dir,
      Run run) {
    TrialReport best = result.best();
    Report report = new Report();
    table.forEach(report::line);
    report.line("best   trial " + best.step().trial() + ": " + Tuning.values(best));
    if (!metrics.isEmpty()) {
      report.line("test   " + Text.metrics(metrics));
    }
    report.line("model  " + dir.target());
    report.line("run    " + run.id());
    report.put("status", "done");
    report.put("trials", result.trials().stream().map(TuneJob::json).toList());
    report.put("best", json(best));
    report.put("validationLoss", best.validationLoss());
    report.put("metrics", metrics);
    report.put("model", dir.target());
    report.put("modelId", result.model().model().id());
    return report.put("run", run.id());
  }

  private static Map<String, Object> json(TrialReport t) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("trial", t.step().trial());
    all.put("rung", t.step().rung());
    all.put("values", t.values());
    all.put("maxEpochs", t.maxEpochs());
    all.put("epochs", t.epochs());
    all.put("bestEpoch", t.bestEpoch());
    all.put("validationLoss", t.validationLoss());
    all.put("status", t.status());
    return all;
  }
}

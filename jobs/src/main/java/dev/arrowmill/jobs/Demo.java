package dev.arrowmill.jobs;

import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.jobs.cli.Report;
import dev.arrowmill.spark.TableStats;
import dev.arrowmill.tracking.Run;
import dev.arrowmill.tracking.Tracker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One run of the demo: its stages in order, and what they measured. */
final class Demo {
  private static final double TEST_FRACTION = 0.2;
  private static final String LABEL = "label";

  private final Context context;
  private final TableSource data;
  private final Path out;
  private final long seed;
  private final int epochs;
  private final Map<String, Double> rowsPerSecond = new LinkedHashMap<>();

  Demo(Context context, TableSource data, Path out, long seed, int epochs) {
    this.context = context;
    this.data = data;
    this.out = out;
    this.seed = seed;
    this.epochs = epochs;
  }

  Report run() throws Exception {
    String tracking = "sqlite:" + DemoJob.shown(out.resolve("mlflow.db"));
    Dataset<Row> table = data.read(context.spark());
    Split split = Split.of(table, TEST_FRACTION, seed);
    profile(table);
    try (Tracker tracker = Tracker.open(tracking);
        Run run = tracker.start("demo")) {
      Tracking.warn(context, run, tracking);
      try {
        Training training =
            new Training(
                LABEL, "", List.of(), "binary", epochs, 0, 0, 0, 0, "error", seed, Map.of());
        run.params(training.params()).param("data", data.describe());
        Training.Result result = TrainJob.fit(context, data, split.train(), training, run);
        rowsPerSecond.put(
            "fit preprocessing", result.summary().rows() / result.summary().statisticsSeconds());
        rowsPerSecond.put("train (rows x epochs)", result.trainedRows() / result.trainSeconds());
        Map<String, Double> ours = evaluate(result, split.test());
        ours.forEach((k, v) -> run.metric("test_" + k, v, result.best().epoch()));
        Map<String, Double> theirs = baseline(split);
        save(result, run);
        score(result, table);
        return report(run, tracking, ours, theirs);
      } catch (Exception e) {
        run.fail(e);
        throw e;
      }
    }
  }

  private void profile(Dataset<Row> table) {
    try (SparkProgress progress = SparkProgress.start(context, "profile")) {
      FeatureStats stats = data.named(() -> TableStats.of(table, seed));
      rowsPerSecond.put("profile", stats.rows() / progress.seconds());
      progress.done(stats.rows() + " rows, " + stats.columns().size() + " columns");
    }
  }

  private Map<String, Double> evaluate(Training.Result result, Dataset<Row> test) {
    long rows = test.count();
    long start = System.nanoTime();
    Map<String, Double> metrics = TrainJob.measure(context, result, test, data.describe());
    rowsPerSecond.put("evaluate", rows / ((System.nanoTime() - start) / 1e9));
    return metrics;
  }

  private Map<String, Double> baseline(Split split) {
    try (SparkProgress progress = SparkProgress.start(context, "MLlib logistic regression")) {
      Baseline baseline = new Baseline(LABEL);
      PipelineModel model = baseline.fit(split.train());
      Map<String, Double> metrics = baseline.evaluate(model, split.test());
      progress.done(Text.metrics(metrics));
      return metrics;
    }
  }

  private void save(Training.Result result, Run run) throws Exception {
    try (OutputDir dir = open("model")) {
      ModelFiles.save(result.model(), dir);
      dir.commit();
      run.tag("model", dir.target());
    }
  }

  private void score(Training.Result result, Dataset<Row> table) throws Exception {
    try (OutputDir dir = open("scored")) {
      long start = System.nanoTime();
      long rows = ScoreJob.score(context, result.model(), table, data, dir);
      rowsPerSecond.put("score", rows / ((System.nanoTime() - start) / 1e9));
      dir.commit();
    }
  }

  private OutputDir open(String name) throws Exception {
    return OutputDir.open(
        out.resolve(name).toString(), context.spark().sparkContext().hadoopConfiguration(), true);
  }

  private Report report(
      Run run, String tracking, Map<String, Double> ours, Map<String, Double> theirs) {
    Report report = new Report();
    report.line("");
    report.line(
        String.format(
            Locale.ROOT,
            "%-24s %12s %24s",
            "test metric",
            "arrowmill",
            "MLlib LogisticRegression"));
    ours.forEach(
        (k, v) ->
            report.line(
                String.format(
                    Locale.ROOT, "%-24s %12.4f %24.4f", k, v, theirs.getOrDefault(k, Double.NaN))));
    report.line("");
    report.line(String.format(Locale.ROOT, "%-24s %12s", "stage", "rows/s"));
    rowsPerSecond.forEach((k, v) -> report.line(String.format(Locale.ROOT, "%-24s %,12.0f", k, v)));
    report.line("");
    report.line("model         " + DemoJob.shown(out.resolve("model")));
    report.line("scored table  " + DemoJob.shown(out.resolve("scored")));
    report.line("tracked run   " + run.id() + " in " + tracking);
    report.line("");
    report.line("Next:");
    List<String> next = next(run, tracking);
    next.forEach(command -> report.line("  " + command));
    report.put("metrics", ours).put("baseline", theirs).put("rowsPerSecond", rowsPerSecond);
    report
        .put("model", out.resolve("model").toString())
        .put("scored", out.resolve("scored").toString());
    return report.put("tracking", tracking).put("run", run.id()).put("next", next);
  }

  private List<String> next(Run run, String tracking) {
    String home = System.getProperty("arrowmill.home", "");
    String command =
        home.isEmpty() ? "bin/arrowmill" : DemoJob.shown(Path.of(home, "bin", "arrowmill"));
    String model = DemoJob.shown(out.resolve("model"));
    List<String> next = new ArrayList<>();
    next.add(command + " runs show " + run.id() + " --tracking " + tracking);
    next.add(command + " evaluate --model " + model + " --data " + data.describe() + " --json");
    next.add(
        command
            + " train --data "
            + data.describe().replace("clicks", "houses")
            + " --label price"
            + " --test-fraction 0.2 --epochs 10 --out "
            + DemoJob.shown(out.resolve("houses"))
            + " --overwrite --tracking "
            + tracking);
    return next;
  }
}

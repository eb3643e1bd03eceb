package dev.arrowmill.jobs;

import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.data.feature.ColumnStats;
import dev.arrowmill.data.feature.FeaturePlan;
import dev.arrowmill.data.feature.FeaturePlanner;
import dev.arrowmill.data.feature.FeatureSpec;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Report;
import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.spark.TableStats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Says what is in a table and what training would make of each column. */
final class ProfileJob implements Job {
  private static final Key<Long> SEED =
      Key.integer("seed", "seed of the row sample", Long.MIN_VALUE, Long.MAX_VALUE).or(0L);

  private static final Key<String> HTML =
      Key.text("html", "FILE", "also write the profile as an HTML page; a file there is replaced")
          .or("");
  private static final Key<String> LABEL =
      Key.text("label", "COLUMN", "the column to predict: look for columns that give it away")
          .or("");

  @Override
  public String name() {
    return "profile";
  }

  @Override
  public String summary() {
    return "say what is in a table, column by column";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(
        CommonKeys.DATA,
        CommonKeys.FORMAT,
        CommonKeys.EXCLUDE,
        LABEL,
        HTML,
        SEED,
        CommonKeys.MASTER);
  }

  @Override
  public String example() {
    return "bin/arrowmill profile --data sample-data/clicks";
  }

  @Override
  public Work prepare(Settings settings) {
    TableSource data = TableSource.of(settings, CommonKeys.DATA, CommonKeys.FORMAT);
    long seed = settings.get(SEED, 0L);
    String html = settings.get(HTML, "");
    String label = settings.get(LABEL, "");
    List<String> excluded = settings.get(CommonKeys.EXCLUDE, List.of());
    return context -> {
      Dataset<Row> table = data.read(context.spark());
      data.requireColumns(settings, "exclude", excluded, table.schema());
      if (!label.isEmpty()) {
        data.requireColumns(settings, "label", List.of(label), table.schema());
      }
      settings.throwIfBad();
      Dataset<Row> kept = table.drop(excluded.toArray(new String[0]));
      FeatureStats stats;
      try (SparkProgress progress = SparkProgress.start(context, "profile")) {
        stats = data.named(() -> TableStats.of(kept, seed));
        progress.done(stats.rows() + " rows");
      }
      if (stats.rows() == 0) {
        throw new JobException(data.describe() + ": the table has no rows");
      }
      FeaturePlan plan =
          FeaturePlanner.plan(stats, FeatureSpec.auto(), label.isEmpty() ? null : label, Set.of());
      Report report = report(data, stats, plan);
      if (!html.isEmpty()) {
        Files.writeString(Path.of(html), ProfilePage.of(data.describe(), stats, plan));
        report.line("written to " + html).put("html", html);
      }
      return report;
    };
  }

  private static Report report(TableSource data, FeatureStats stats, FeaturePlan plan) {
    Report report = new Report();
    report.line(
        stats.rows() + " rows, " + stats.columns().size() + " columns in " + data.describe());
    report.line(
        String.format(
            Locale.ROOT,
            "%-20s %-10s %8s %9s %12s %12s %12s  %s",
            "column",
            "type",
            "missing",
            "distinct",
            "min",
            "mean",
            "max",
            "role"));
    List<Map<String, Object>> json = new ArrayList<>();
    for (FeaturePlan.Decision decision : plan.columns()) {
      ColumnStats column = stats.column(decision.column());
      report.line(line(column, decision));
      json.add(json(column, decision));
    }
    plan.warnings().forEach(w -> report.line("! " + w));
    report.put("warnings", plan.warnings());
    return report.put("rows", stats.rows()).put("data", data.paths()).put("columns", json);
  }

  private static String line(ColumnStats c, FeaturePlan.Decision decision) {
    boolean number = isNumber(c);
    return String.format(
        Locale.ROOT,
        "%-20s %-10s %7.1f%% %9s %12s %12s %12s  %s (%s)",
        c.name(),
        c.field().type().name().toLowerCase(Locale.ROOT),
        100.0 * (c.count() - c.present()) / c.count(),
        (c.distinct().isPresent() ? "" : "~") + c.distinctEstimate(),
        number ? Text.number(c.min()) : "",
        number ? Text.number(c.mean()) : "",
        number ? Text.number(c.max()) : "",
        decision.role().name().toLowerCase(Locale.ROOT),
        decision.reason());
  }

  private static boolean isNumber(ColumnStats c) {
    return c.field().type() == ColumnType.LONG || c.field().type() == ColumnType.DOUBLE;
  }

  private static Map<String, Object> json(ColumnStats c, FeaturePlan.Decision decision) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", c.name());
    json.put("type", c.field().type().name().toLowerCase(Locale.ROOT));
    json.put("count", c.count());
    json.put("nulls", c.nulls());
    json.put("nans", c.nans());
    json.put("infinities", c.infinities());
    c.distinct().ifPresent(d -> json.put("distinct", d));
    if (isNumber(c) && c.present() > 0) {
      json.put("min", c.min());
      json.put("max", c.max());
      json.put("mean", c.mean());
      json.put("std", c.std());
    }
    json.put("role", decision.role().name().toLowerCase(Locale.ROOT));
    json.put("reason", decision.reason());
    return json;
  }
}

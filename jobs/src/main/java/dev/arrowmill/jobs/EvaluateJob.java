package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Report;
import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.model.TabularModel;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures a saved model on a table. */
final class EvaluateJob implements Job {
  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "measure a model on a table that has the label";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(ModelFiles.MODEL, CommonKeys.DATA, CommonKeys.FORMAT, CommonKeys.MASTER);
  }

  @Override
  public String example() {
    return "bin/arrowmill evaluate --model .arrowmill/demo/model --data sample-data/clicks --json";
  }

  @Override
  public Work prepare(Settings settings) {
    String path = ModelFiles.path(settings);
    TableSource data = TableSource.of(settings, CommonKeys.DATA, CommonKeys.FORMAT);
    return context -> {
      TabularModel model =
          ModelFiles.load(path, context.spark().sparkContext().hadoopConfiguration());
      Dataset<Row> table = Schemas.read(data, context.spark(), model);
      Map<String, Double> metrics;
      try (SparkProgress progress = SparkProgress.start(context, "evaluate")) {
        metrics = data.named(() -> Evaluation.of(model, table, data.describe()));
        progress.done(data.describe());
      }
      Report report = new Report().line(Text.metrics(metrics));
      report.put("model", path).put("data", data.paths());
      metrics.forEach(report::put);
      return report;
    };
  }
}

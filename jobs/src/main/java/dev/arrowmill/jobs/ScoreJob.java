package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Report;
import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.model.TabularModel;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Appends predictions to a table. */
final class ScoreJob implements Job {
  private static final Key<String> OUT =
      Key.text("out", "DIR", "folder for the scored table (Parquet)").required();

  @Override
  public String name() {
    return "score";
  }

  @Override
  public String summary() {
    return "append the columns prediction and probability to a table";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(
        ModelFiles.MODEL,
        CommonKeys.DATA,
        CommonKeys.FORMAT,
        OUT,
        CommonKeys.OVERWRITE,
        CommonKeys.MASTER);
  }

  @Override
  public String example() {
    return "bin/arrowmill score --model .arrowmill/demo/model --data sample-data/clicks --out /tmp/scored";
  }

  @Override
  public Work prepare(Settings settings) {
    String path = ModelFiles.path(settings);
    TableSource data = TableSource.of(settings, CommonKeys.DATA, CommonKeys.FORMAT);
    String out = settings.get(OUT, "");
    boolean overwrite = settings.is(CommonKeys.OVERWRITE);
    OutputDir.check(settings, "out", out, overwrite);
    return context -> {
      TabularModel model =
          ModelFiles.load(path, context.spark().sparkContext().hadoopConfiguration());
      Dataset<Row> table = Schemas.read(data, context.spark(), model);
      try (OutputDir dir =
          OutputDir.open(out, context.spark().sparkContext().hadoopConfiguration(), overwrite)) {
        long rows = score(context, model, table, data, dir);
        dir.commit();
        return new Report()
            .line("scored " + rows + " rows")
            .line("table  " + dir.target())
            .put("status", "done")
            .put("rows", rows)
            .put("model", path)
            .put("out", dir.target());
      }
    };
  }

  /** Writes the scored table; answers its number of rows. */
  static long score(
      Context context, TabularModel model, Dataset<Row> table, TableSource data, OutputDir dir) {
    try (SparkProgress progress = SparkProgress.start(context, "score")) {
      long rows = data.named(() -> write(context, model, table, dir));
      progress.done(rows + " rows");
      return rows;
    }
  }

  private static long write(
      Context context, TabularModel model, Dataset<Row> table, OutputDir dir) {
    Scored.of(model, table).write().parquet(dir.work().toString());
    return context.spark().read().parquet(dir.work().toString()).count();
  }
}

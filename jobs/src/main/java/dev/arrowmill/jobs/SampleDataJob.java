package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Progress;
import dev.arrowmill.jobs.cli.Report;
import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.jobs.sample.SampleTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Writes the sample tables, one Parquet file each. */
final class SampleDataJob implements Job {
  private static final Key<String> OUT = Key.text("out", "DIR", "folder for the tables").required();
  private static final Key<Long> SEED =
      Key.integer("seed", "seed of the generator", Long.MIN_VALUE, Long.MAX_VALUE).or(1L);

  @Override
  public String name() {
    return "sample-data";
  }

  @Override
  public String summary() {
    return "write the sample tables clicks, houses and segments";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(OUT, SEED, CommonKeys.OVERWRITE, CommonKeys.MASTER);
  }

  @Override
  public String example() {
    return "bin/arrowmill sample-data --out /tmp/sample-data --seed 1";
  }

  @Override
  public Work prepare(Settings settings) {
    String out = settings.get(OUT, "");
    long seed = settings.get(SEED, 1L);
    boolean overwrite = settings.is(CommonKeys.OVERWRITE);
    OutputDir.check(settings, "out", out, overwrite);
    return context -> run(context, out, seed, overwrite);
  }

  private static Report run(Context context, String out, long seed, boolean overwrite)
      throws IOException {
    Report report = new Report();
    List<Map<String, Object>> tables = new ArrayList<>();
    try (OutputDir dir =
        OutputDir.open(out, context.spark().sparkContext().hadoopConfiguration(), overwrite)) {
      for (SampleTable table : SampleTable.ALL) {
        try (Progress progress = context.console().progress("write " + table.name())) {
          long bytes = write(context.spark(), table, seed, dir);
          progress.done(table.rows() + " rows, " + bytes / 1024 + " KiB");
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("name", table.name());
          json.put("rows", table.rows());
          json.put("bytes", bytes);
          json.put("label", table.label());
          tables.add(json);
        }
      }
      dir.commit();
      report.line("tables in " + dir.target());
      return report.put("out", dir.target()).put("seed", seed).put("tables", tables);
    }
  }

  private static long write(SparkSession spark, SampleTable table, long seed, OutputDir dir)
      throws IOException {
    List<Row> rows = new ArrayList<>(table.rows());
    for (int i = 0; i < table.rows(); i++) {
      rows.add(RowFactory.create(table.row(seed, i)));
    }
    Path folder = new Path(dir.work(), table.name());
    spark
        .createDataFrame(rows, table.schema())
        .coalesce(1)
        .write()
        .option("compression", "zstd")
        .parquet(folder.toString());
    return nameSingleFile(dir.files(), folder, table.name() + ".parquet");
  }

  /** Gives the one part file a plain name and removes what Spark wrote beside it. */
  private static long nameSingleFile(FileSystem files, Path folder, String name)
      throws IOException {
    Path target = new Path(folder, name);
    for (FileStatus status : files.listStatus(folder)) {
      if (status.getPath().getName().startsWith("part-")) {
        files.rename(status.getPath(), target);
      } else {
        files.delete(status.getPath(), false);
      }
    }
    files.delete(new Path(folder, "." + name + ".crc"), false);
    return files.getFileStatus(target).getLen();
  }
}

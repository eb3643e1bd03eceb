package dev.arrowmill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.feature.Encoded;
import dev.arrowmill.data.feature.FeaturePlanner;
import dev.arrowmill.data.feature.FeatureSpec;
import dev.arrowmill.data.feature.FeatureStats;
import dev.arrowmill.data.feature.Features;
import dev.arrowmill.data.feature.Numbers;
import dev.arrowmill.spark.TableStats;
import dev.arrowmill.spark.internal.TableBatches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.QuantileDiscretizer;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Fit and transform of a table of 40 columns in Parquet files, read in the same Spark session by
 * both sides: imputed means, codes of levels, quantile bins, standardised numbers. MLlib makes a
 * vector per row, ours an encoded batch; neither is written. The number of rows is {@code
 * -Darrowmill.bench.rows}, 5 million without it.
 */
final class PreprocessBenchmark implements Benchmark {
  private static final long ROWS = 5_000_000;
  private static final int BINS = 32;
  private static final int BATCH_ROWS = 4096;

  @Override
  public String name() {
    return "preprocess";
  }

  @Override
  public List<dev.arrowmill.bench.Row> run(
      Harness harness, boolean peers, Consumer<dev.arrowmill.bench.Row> progress) throws Exception {
    long rows = Long.getLong("arrowmill.bench.rows", ROWS);
    Path folder = Files.createTempDirectory("arrowmill-preprocess");
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .getOrCreate();
    try {
      PreprocessTable.write(spark, rows, folder.resolve("table"));
      Dataset<Row> table = spark.read().parquet(folder.resolve("table").toString());
      List<Contender> others = new ArrayList<>();
      if (peers) {
        others.add(Contender.of("mllib", () -> mllib(table)));
      }
      dev.arrowmill.bench.Row row =
          harness.measure(
              new Case(
                  "fit + transform, 40 columns, " + rows + " rows",
                  "rows/s",
                  rows,
                  5,
                  Contender.of("arrowmill", () -> ours(table)),
                  others));
      progress.accept(row);
      return List.of(row);
    } finally {
      spark.stop();
      delete(folder);
    }
  }

  static FeatureSpec spec() {
    FeatureSpec spec = FeatureSpec.auto().bins(BINS);
    for (String c : PreprocessTable.NUMBERS) {
      spec = spec.column(c, Numbers.impute(Numbers.Impute.MEAN).standardise());
    }
    for (String c : PreprocessTable.SKEWED) {
      spec = spec.column(c, Numbers.binned(Numbers.Binning.QUANTILE, BINS));
    }
    for (String c : PreprocessTable.WHOLE) {
      spec = spec.column(c, Numbers.auto().standardise());
    }
    return spec;
  }

  /** Statistics and encoding: two Spark jobs; returns the number of encoded cells. */
  static long ours(Dataset<Row> table) {
    FeatureStats stats = TableStats.of(table, spec(), 1);
    String features =
        FeaturePlanner.plan(stats, spec(), null, Set.of()).features().toJson().toString();
    return TableBatches.map(table, BATCH_ROWS, batches -> encode(batches, features))
        .reduce(Long::sum);
  }

  private static long encode(Iterator<Columns> batches, String json) throws IOException {
    Features features = Features.fromJson(new ObjectMapper().readTree(json));
    Encoded out = features.newBatch();
    long cells = 0;
    while (batches.hasNext()) {
      features.encode(batches.next(), out);
      cells += (long) out.rows() * (out.numericWidth() + out.categoricalWidth());
    }
    return cells;
  }

  /** The equivalent stages of MLlib. */
  static void mllib(Dataset<Row> table) {
    String[] numbers = PreprocessTable.NUMBERS.toArray(new String[0]);
    String[] skewed = PreprocessTable.SKEWED.toArray(new String[0]);
    String[] texts = PreprocessTable.TEXTS.toArray(new String[0]);
    String[] whole = PreprocessTable.WHOLE.toArray(new String[0]);
    List<String> scaled = new ArrayList<>(List.of(suffixed(numbers)));
    scaled.addAll(List.of(whole));
    List<String> all = new ArrayList<>(List.of("scaled"));
    all.addAll(List.of(suffixed(skewed)));
    all.addAll(List.of(suffixed(texts)));
    new Pipeline()
        .setStages(
            new PipelineStage[] {
              new Imputer().setInputCols(numbers).setOutputCols(suffixed(numbers)),
              new StringIndexer()
                  .setInputCols(texts)
                  .setOutputCols(suffixed(texts))
                  .setHandleInvalid("keep"),
              new QuantileDiscretizer()
                  .setInputCols(skewed)
                  .setOutputCols(suffixed(skewed))
                  .setNumBuckets(BINS)
                  .setHandleInvalid("keep"),
              new VectorAssembler()
                  .setInputCols(scaled.toArray(new String[0]))
                  .setOutputCol("numbers"),
              new StandardScaler().setInputCol("numbers").setOutputCol("scaled").setWithMean(true),
              new VectorAssembler()
                  .setInputCols(all.toArray(new String[0]))
                  .setOutputCol("features")
            })
        .fit(table)
        .transform(table)
        .select("features")
        .write()
        .format("noop")
        .mode("overwrite")
        .save();
  }

  private static String[] suffixed(String[] names) {
    return Stream.of(names).map(n -> n + "_out").toArray(String[]::new);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path p : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}

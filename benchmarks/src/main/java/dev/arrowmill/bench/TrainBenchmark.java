package dev.arrowmill.bench;

import dev.arrowmill.spark.NeuralClassifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Training from a raw table. First: rows per second of epochs from Parquet (read, encode, deal,
 * step) against the bare compiled step on batches that lie ready. Then, with peers and if the Adult
 * table is there: the time of a whole fit to the test AUC that MLlib's perceptron reaches, against
 * MLlib's. System properties: {@code arrowmill.bench.rows}, {@code arrowmill.bench.data}, {@code
 * arrowmill.data}.
 */
final class TrainBenchmark implements Benchmark {
  private static final int[] EPOCHS = {1, 2, 3, 5, 8, 13};

  @Override
  public String name() {
    return "train";
  }

  @Override
  public List<Row> run(Harness harness, boolean peers, Consumer<Row> progress) throws Exception {
    List<Row> rows = new ArrayList<>();
    Path home = Path.of(System.getProperty("arrowmill.bench.data", "target/bench-data"));
    try (SparkSession spark = QualityBenchmark.session()) {
      PipelineTable table = new PipelineTable(home, Long.getLong("arrowmill.bench.rows", 200_000));
      try (TrainingPasses passes = new TrainingPasses(table.folder("zstd", spark))) {
        add(rows, progress, epochs(harness, passes));
      }
      Path data = Path.of(System.getProperty("arrowmill.data", "../shared/data"));
      for (PublicTable adult : PublicTable.in(data)) {
        if (peers && adult.name().equals("adult")) {
          add(rows, progress, timeToQuality(spark, adult));
        }
      }
    }
    return rows;
  }

  private static Row epochs(Harness harness, TrainingPasses passes) throws Exception {
    Map<Contender, Double> sides = new LinkedHashMap<>();
    sides.put(Contender.of("from Parquet", passes::fromParquet), passes.rowsPerRun());
    sides.put(Contender.of("bare step", passes::bareSteps), passes.rowsPerRun());
    Map<String, Harness.Rates> rates = harness.rates(sides);
    double ours = rate(rates, "from Parquet");
    double bare = rate(rates, "bare step");
    return row(
        "10 epochs from Parquet, batch 1024", "rows/s", ours, "bare compiled step", bare, 0.85);
  }

  private static double rate(Map<String, Harness.Rates> rates, String side) {
    Harness.Rates r = rates.get(side);
    return r == null ? Double.NaN : r.wall();
  }

  private static Row timeToQuality(SparkSession spark, PublicTable adult) {
    PublicTable.Split split = adult.splits().get(0);
    Dataset<org.apache.spark.sql.Row> train =
        spark.read().parquet(split.train().toArray(new String[0])).cache();
    Dataset<org.apache.spark.sql.Row> test =
        spark.read().parquet(split.test().toArray(new String[0])).cache();
    train.count();
    test.count();
    long start = System.nanoTime();
    double wanted = Quality.of(true, PeerLearner.MLLIB.predict(adult, train, test, 1))[1];
    double theirs = (System.nanoTime() - start) * 1e-9;
    for (int epochs : EPOCHS) {
      start = System.nanoTime();
      double reached = Quality.of(true, limited(adult, epochs, train, test))[1];
      double seconds = (System.nanoTime() - start) * 1e-9;
      if (reached >= wanted) {
        return row(
            String.format(
                java.util.Locale.ROOT,
                "fit and score Adult to AUC %.4f (%d epochs)",
                wanted,
                epochs),
            "fits/h",
            3600 / seconds,
            PeerLearner.MLLIB.toString(),
            3600 / theirs,
            5);
      }
    }
    return row("fit Adult to MLlib's AUC: not reached", "fits/h", 0, "mllib", 3600 / theirs, 5);
  }

  private static Dataset<org.apache.spark.sql.Row> limited(
      PublicTable t,
      int epochs,
      Dataset<org.apache.spark.sql.Row> train,
      Dataset<org.apache.spark.sql.Row> test) {
    return OurLearner.scored(
        t, new NeuralClassifier().setSeed(1).setMaxEpochs(epochs), train, test);
  }

  private static Row row(
      String name, String unit, double ours, String peer, double theirs, double target) {
    Map<String, @Nullable Double> peers = new LinkedHashMap<>();
    peers.put(peer, Harness.round(theirs));
    double ratio = Harness.round(ours / theirs);
    return new Row(name, unit, Harness.round(ours), peers, peer, ratio, target, ratio >= target);
  }

  private static void add(List<Row> rows, Consumer<Row> progress, Row row) {
    rows.add(row);
    progress.accept(row);
  }
}

package dev.arrowmill.bench;

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
 * How good models of public tables are with default settings, the mean over seeds; with peers,
 * beside XGBoost4J-Spark and MLlib's perceptron. System properties: {@code arrowmill.data} (folder
 * of the tables), {@code arrowmill.bench.seeds}, {@code arrowmill.bench.tables}, {@code
 * arrowmill.bench.architectures} (a name, or {@code name*5} for an ensemble of five), lists joined
 * by commas.
 */
final class QualityBenchmark implements Benchmark {
  @Override
  public String name() {
    return "quality";
  }

  @Override
  public List<Row> run(Harness harness, boolean peers, Consumer<Row> progress) throws Exception {
    Path data = Path.of(System.getProperty("arrowmill.data", "../shared/data"));
    int seeds = Integer.getInteger("arrowmill.bench.seeds", 5);
    List<String> wanted =
        List.of(
            System.getProperty("arrowmill.bench.tables", "adult,california,bank,mnist").split(","));
    List<Row> rows = new ArrayList<>();
    List<PublicTable> tables =
        PublicTable.in(data).stream().filter(t -> wanted.contains(t.name())).toList();
    if (!tables.isEmpty()) {
      try (SparkSession spark = session()) {
        for (PublicTable t : tables) {
          measure(spark, t, seeds, peers, rows, progress);
        }
      }
    }
    if (wanted.contains("mnist") && MnistCnn.isThere(data)) {
      add(rows, progress, mnist(data, seeds));
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "bench quality: none of " + wanted + " in " + data + "; set -Darrowmill.data=FOLDER");
    }
    return rows;
  }

  static SparkSession session() {
    return SparkSession.builder()
        .master("local[*]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.extensions", "dev.arrowmill.spark.internal.ScoringExtensions")
        .getOrCreate();
  }

  private static List<OurLearner> ours() {
    List<OurLearner> out = new ArrayList<>();
    for (String text : System.getProperty("arrowmill.bench.architectures", "mlp-ple").split(",")) {
      String[] parts = text.split("\\*", 2);
      out.add(new OurLearner(parts[0], parts.length == 1 ? 1 : Integer.parseInt(parts[1])));
    }
    return out;
  }

  private static void measure(
      SparkSession spark,
      PublicTable t,
      int seeds,
      boolean peers,
      List<Row> rows,
      Consumer<Row> progress) {
    Map<String, double[]> others = new LinkedHashMap<>();
    for (PeerLearner p : PeerLearner.values()) {
      if (peers && (t.classes() || p != PeerLearner.MLLIB)) {
        others.put(p.toString(), mean(spark, t, p, seeds));
      }
    }
    for (OurLearner ours : ours()) {
      double[] figures = mean(spark, t, ours, seeds);
      for (int m = 0; m < figures.length; m++) {
        Map<String, @Nullable Double> beside = new LinkedHashMap<>();
        for (Map.Entry<String, double[]> o : others.entrySet()) {
          beside.put(o.getKey(), four(o.getValue()[m]));
        }
        String name = t.name() + " " + ours.name() + ", mean of " + seeds + " seeds";
        add(rows, progress, row(name, t, m, figures[m], beside));
      }
    }
  }

  /** The mean over seeds and splits. */
  private static double[] mean(SparkSession spark, PublicTable t, Learner learner, int seeds) {
    double[] sum = new double[t.metrics().size()];
    for (int seed = 1; seed <= seeds; seed++) {
      for (PublicTable.Split split : t.splits()) {
        Dataset<org.apache.spark.sql.Row> train = read(spark, split.train());
        Dataset<org.apache.spark.sql.Row> test = read(spark, split.test());
        double[] one = Quality.of(t.classes(), learner.predict(t, train, test, seed));
        for (int m = 0; m < sum.length; m++) {
          sum[m] += one[m] / (seeds * t.splits().size());
        }
      }
    }
    return sum;
  }

  private static Dataset<org.apache.spark.sql.Row> read(SparkSession spark, List<String> files) {
    return spark.read().parquet(files.toArray(new String[0]));
  }

  private static Row row(
      String name, PublicTable t, int metric, double ours, Map<String, @Nullable Double> peers) {
    boolean least = !t.classes();
    String best = null;
    for (Map.Entry<String, @Nullable Double> e : peers.entrySet()) {
      Double value = e.getValue();
      Double top = best == null ? null : peers.get(best);
      if (value != null && (top == null || (least ? value < top : value > top))) {
        best = e.getKey();
      }
    }
    Double top = best == null ? null : peers.get(best);
    Double ratio = top == null ? null : (Double) four(least ? top / ours : ours / top);
    double promised = t.promised().get(metric);
    return new Row(
        name,
        t.metrics().get(metric),
        four(ours),
        peers,
        best,
        ratio,
        promised,
        least ? ours <= promised : ours >= promised);
  }

  private static Row mnist(Path data, int seeds) throws Exception {
    double sum = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      sum += MnistCnn.accuracy(data, seed) / seeds;
    }
    return new Row(
        "mnist cnn, mean of " + seeds + " seeds",
        "accuracy",
        four(sum),
        Map.of(),
        null,
        null,
        0.97,
        sum >= 0.97);
  }

  private static void add(List<Row> rows, Consumer<Row> progress, Row row) {
    rows.add(row);
    progress.accept(row);
  }

  private static double four(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}

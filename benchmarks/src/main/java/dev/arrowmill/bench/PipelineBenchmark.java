package dev.arrowmill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Shuffled batches of 4,096 rows of a generated table of 40 columns, from Parquet, from a snapshot
 * and from memory, beside the loaders of TensorFlow, PyTorch and Arrow; per second of wall time and
 * per second of CPU time. All sides of a case run in turn.
 *
 * <p>System properties: {@code arrowmill.bench.rows} (5 million), {@code arrowmill.bench.variants},
 * {@code arrowmill.bench.threads}, {@code arrowmill.bench.data} (a folder that keeps the files).
 */
final class PipelineBenchmark implements Benchmark {
  private static final long PARQUET_JAVA_ROWS = 200_000;
  private static final List<String> CODECS = List.of("zstd", "snappy", "uncompressed");

  /** Peers in Python and what is promised against each, from Parquet and from a snapshot. */
  private record Peer(String name, double fromParquet, double fromSnapshot) {}

  private static final List<Peer> PEERS =
      List.of(
          new Peer("tf.data TFRecord", 30, 30),
          new Peer("tf.data FixedLengthRecord", 12, 35),
          new Peer("tf.data slices", 12, 35),
          new Peer("tf.data gather", 1, 2.5),
          new Peer("DataLoader", 30, 30),
          new Peer("DataLoader batch sampler", 1, 2.5),
          new Peer("fast tensor loader", 1, 2.5),
          new Peer("pyarrow scan", .9, .9));

  @Override
  public String name() {
    return "pipeline";
  }

  private static List<String> property(String name, String all) {
    return List.of(System.getProperty("arrowmill.bench." + name, all).split(",", -1));
  }

  @Override
  public List<Row> run(Harness harness, boolean peers, Consumer<Row> progress) throws Exception {
    Path home =
        Path.of(
            System.getProperty(
                "arrowmill.bench.data",
                Path.of(System.getProperty("java.io.tmpdir"), "arrowmill-bench").toString()));
    PipelineTable table = new PipelineTable(home, Long.getLong("arrowmill.bench.rows", 5_000_000));
    List<Row> rows = new ArrayList<>();
    Consumer<Row> add =
        row -> {
          rows.add(row);
          progress.accept(row);
        };
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .appName("bench pipeline")
            .config("spark.ui.enabled", false)
            .getOrCreate();
    try {
      for (String variant : property("variants", "zstd,snappy,uncompressed,strings,nulls,lists")) {
        Path folder = table.folder(variant, spark);
        boolean main = variant.equals("zstd");
        for (String t : property("threads", "1,2")) {
          int threads = Integer.parseInt(t);
          parquet(harness, table, folder, variant, threads, peers && main, spark, add);
          if (main) {
            others(harness, table, folder, threads, peers, add);
          }
        }
      }
    } finally {
      spark.stop();
    }
    return rows;
  }

  private static void parquet(
      Harness harness,
      PipelineTable table,
      Path folder,
      String variant,
      int threads,
      boolean peers,
      SparkSession spark,
      Consumer<Row> add)
      throws Exception {
    PipelinePasses passes = new PipelinePasses();
    Map<Contender, Double> work = new LinkedHashMap<>();
    double rows = table.rows();
    boolean plain = CODECS.contains(variant);
    work.put(plain ? passes.parquet(folder, threads) : passes.columns(folder, threads), rows);
    work.put(passes.arrowScan(folder), rows);
    Map<String, Double> targets = new LinkedHashMap<>(Map.of("arrow-dataset scan", .9));
    if (plain && threads == 1) {
      work.put(passes.sparkScan(spark, folder), rows);
      long few = Math.min(PARQUET_JAVA_ROWS, table.rows() / 2);
      work.put(passes.parquetJava(first(folder), few), (double) few);
      targets.put("Spark scan", 1.0);
      targets.put("parquet-java rows", 1.0);
    }
    for (Peer p : PEERS) {
      targets.put(p.name(), p.fromParquet());
    }
    try (Peers python = python(peers, table, folder, threads)) {
      python.all().forEach(p -> work.put(p, rows));
      String name = "parquet " + variant + ", " + threads + (threads == 1 ? " thread" : " threads");
      report(name, harness.rates(work), targets, add);
    }
  }

  private static void others(
      Harness harness,
      PipelineTable table,
      Path folder,
      int threads,
      boolean peers,
      Consumer<Row> add)
      throws Exception {
    String on = ", " + threads + (threads == 1 ? " thread" : " threads");
    Map<String, Double> targets = new LinkedHashMap<>(Map.of("memcpy", .4));
    for (Peer p : PEERS) {
      targets.put(p.name(), p.fromSnapshot());
    }
    for (String from : List.of("snapshot", "memory")) {
      PipelinePasses passes = new PipelinePasses();
      Map<Contender, Double> work = new LinkedHashMap<>();
      double rows = table.rows();
      work.put(
          from.equals("snapshot")
              ? passes.snapshot(folder, table.scratch().resolve("snapshots"), threads)
              : passes.memory(folder, threads),
          rows);
      work.put(passes.memcpy(table.rows()), rows);
      try (Peers python = python(peers, table, folder, threads)) {
        python.all().forEach(p -> work.put(p, rows));
        report(from + on, harness.rates(work), targets, add);
      }
    }
  }

  private static Path first(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().endsWith(".parquet"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  private static Peers python(boolean peers, PipelineTable table, Path folder, int threads)
      throws IOException {
    return Peers.script(
        peers,
        "pipeline_peers.py",
        PEERS.stream().map(Peer::name).toList(),
        threads,
        folder.toString(),
        table.scratch().toString(),
        Long.toString(table.rows()),
        Integer.toString(threads));
  }

  /** One row per peer, by wall time and by CPU time. */
  private static void report(
      String name,
      Map<String, Harness.Rates> rates,
      Map<String, Double> targets,
      Consumer<Row> add) {
    Harness.Rates ours = rates.getOrDefault("arrowmill", new Harness.Rates(0, 0));
    rates.forEach(
        (peer, r) -> {
          if (!peer.equals("arrowmill")) {
            double target = targets.getOrDefault(peer, 1.0);
            add.accept(row(name + " / " + peer, "rows/s", ours.wall(), peer, r.wall(), target));
            // The clock of CPU time ticks in hundredths of a second: a short run may have none.
            if (Double.isFinite(ours.cpu()) && !Double.isInfinite(r.cpu())) {
              add.accept(row(name + " / " + peer, "rows/CPU s", ours.cpu(), peer, r.cpu(), target));
            }
          }
        });
  }

  private static Row row(
      String name, String unit, double ours, String peer, double theirs, double target) {
    Map<String, @Nullable Double> peers = new LinkedHashMap<>();
    boolean there = !Double.isNaN(theirs);
    peers.put(peer, there ? Double.valueOf(Harness.round(theirs)) : null);
    Double ratio = there ? Double.valueOf(Harness.round(ours / theirs)) : null;
    return new Row(
        name,
        unit,
        Harness.round(ours),
        peers,
        there ? peer : null,
        ratio,
        target,
        ratio == null ? null : ratio >= target);
  }
}

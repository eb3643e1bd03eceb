package dev.arrowmill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.jobs.BenchRunner;
import dev.arrowmill.tensor.backend.Backends;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The benchmarks: one row each. */
public final class Benchmarks implements BenchRunner {
  private static final List<Benchmark> ALL =
      List.of(
          new EngineBenchmark(),
          new GemmBenchmark(),
          new MllibBenchmark(),
          new MlpStepBenchmark(),
          new PackBenchmark(),
          new PipelineBenchmark(),
          new PreprocessBenchmark(),
          new QualityBenchmark(),
          new TrainBenchmark());
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Harness harness;

  /** Used by {@link java.util.ServiceLoader}. */
  public Benchmarks() {
    this(
        new Harness(
            Double.parseDouble(System.getProperty("arrowmill.bench.warmup", "2")),
            Integer.getInteger("arrowmill.bench.rounds", 11)));
  }

  Benchmarks(Harness harness) {
    this.harness = harness;
  }

  @Override
  public List<String> names() {
    return ALL.stream().map(Benchmark::name).toList();
  }

  @Override
  public String run(String name, boolean peers, PrintStream progress) throws Exception {
    Benchmark benchmark =
        ALL.stream()
            .filter(b -> b.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("bench: " + name + " is none of " + names()));
    if (peers && PythonPeer.python().isEmpty()) {
      progress.println(
          "the Python peers are absent: run benchmarks/peers/install.sh, or set"
              + " ARROWMILL_PEERS_PYTHON");
    }
    List<Row> rows =
        benchmark.run(
            harness,
            peers,
            row ->
                progress.println(
                    String.format(Locale.ROOT, "%s: %s %s", row.name(), row.ours(), row.unit())));
    ObjectNode json = JSON.createObjectNode();
    json.put("bench", name);
    json.put("machine", machine());
    json.set("rows", JSON.valueToTree(rows));
    return JSON.writeValueAsString(json);
  }

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%s %s, %d processors, JDK %s, 1 thread each, %s",
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        Backends.describe());
  }
}

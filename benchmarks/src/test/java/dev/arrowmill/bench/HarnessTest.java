package dev.arrowmill.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrowmill.jobs.BenchRunner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class HarnessTest {
  private final List<String> order = new ArrayList<>();

  private Contender side(String name, double... times) {
    int[] next = {0};
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public double seconds() {
        order.add(name);
        return times[next[0]++ % times.length];
      }
    };
  }

  @Test
  void sidesTakeTurnsAndMediansCount() throws Exception {
    Row row =
        new Harness(0, 3)
            .measure(
                new Case(
                    "c",
                    "x/s",
                    10,
                    2,
                    side("ours", 1, 100, 2),
                    List.of(side("a", 8, 8, 8), side("b", 4, 5, 900))));
    assertThat(order).containsExactly("ours", "a", "b", "ours", "a", "b", "ours", "a", "b");
    assertThat(row.ours()).isEqualTo(5);
    assertThat(row.peers()).containsEntry("a", 1.25).containsEntry("b", 2.0);
    assertThat(row.bestPeer()).isEqualTo("b");
    assertThat(row.ratio()).isEqualTo(2.5);
    assertThat(row.met()).isTrue();
  }

  @Test
  void anAbsentPeerIsNullAndNeverGuessed() throws Exception {
    Row row =
        new Harness(1, 2)
            .measure(
                new Case("c", "x/s", 10, 1, side("ours", 1), List.of(new Peers.Absent("torch"))));
    assertThat(row.peers()).containsEntry("torch", null);
    assertThat(row.bestPeer()).isNull();
    assertThat(row.ratio()).isNull();
    assertThat(row.met()).isNull();
  }

  @Test
  void everyEngineModelLearns() {
    for (String name : List.of("mlp", "cnn", "transformer")) {
      EngineModel m = EngineModel.of(name, 4);
      try (var step = dev.arrowmill.tensor.compile.CompiledStep.of(m.optimizer(), m.loss())) {
        double first = step.run(m.args());
        double last = first;
        for (int i = 0; i < 20; i++) {
          last = step.run(m.args());
        }
        assertThat(last).as(name).isLessThan(first);
        assertThat(step.explain()).as(name).doesNotContain("runs eagerly");
      }
    }
  }

  @Test
  void everyBenchmarkRunsAndReports() throws Exception {
    System.setProperty("arrowmill.bench.rows", "20000");
    System.setProperty("arrowmill.bench.variants", "zstd,lists");
    System.setProperty("arrowmill.bench.data", "target/bench-data");
    System.setProperty("arrowmill.bench.models", "mlp");
    System.setProperty("arrowmill.bench.threads", "1");
    System.setProperty("arrowmill.bench.seeds", "1");
    System.setProperty("arrowmill.bench.tables", "california");
    System.setProperty("arrowmill.data", "../../shared/data");
    Benchmarks benchmarks = new Benchmarks(new Harness(0, 1));
    assertThat(benchmarks.names()).contains("engine", "gemm", "mllib", "mlp-step", "pack");
    List<String> names = new ArrayList<>(benchmarks.names());
    if (!Files.isDirectory(Path.of("../../shared/data"))) {
      System.out.println("skipped: bench quality, ../shared is absent");
      names.remove("quality");
    }
    for (String name : names) {
      ByteArrayOutputStream progress = new ByteArrayOutputStream();
      String json =
          benchmarks.run(name, false, new PrintStream(progress, true, StandardCharsets.UTF_8));
      JsonNode result = new ObjectMapper().readTree(json);
      assertThat(result.path("bench").asText()).isEqualTo(name);
      assertThat(result.path("machine").asText()).contains("JDK");
      assertThat(result.path("rows").size()).isPositive();
      for (JsonNode row : result.path("rows")) {
        assertThat(row.path("ours").asDouble()).isPositive();
        assertThat(row.fieldNames())
            .toIterable()
            .containsExactly("case", "unit", "ours", "peers", "bestPeer", "ratio", "target", "met");
      }
      assertThat(progress.toString(StandardCharsets.UTF_8))
          .contains(result.path("rows").get(0).path("case").asText());
    }
  }

  @Test
  void theJobFindsTheBenchmarks() {
    assertThat(ServiceLoader.load(BenchRunner.class).stream().map(p -> p.type().getName()))
        .contains(Benchmarks.class.getName());
    assertThatThrownBy(() -> new Benchmarks().run("nope", false, System.err))
        .hasMessageContaining("nope")
        .hasMessageContaining("gemm");
  }
}

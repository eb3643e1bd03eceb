package dev.arrowmill.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.compile.CompiledStep;
import dev.arrowmill.tensor.compile.MemoryEstimate;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.optim.Adam;
import dev.arrowmill.tensor.random.Rng;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The budget holds, and says its numbers. */
class MemoryTest {
  @AfterEach
  void lift() {
    Memory.limit(Long.MAX_VALUE);
    Memory.count(false);
  }

  @Test
  void anArrayBeyondTheLimitIsRefusedWithNumbersAndNothingStaysReserved() {
    Memory.limit(Memory.used() + (1 << 20));
    long before = Memory.used();
    assertThatThrownBy(() -> Tensor.zeros(1 << 20))
        .isInstanceOf(MemoryLimitException.class)
        .hasMessageContaining("4.0 MiB")
        .hasMessageContaining("limit");
    assertThat(Memory.used()).isLessThanOrEqualTo(before);
    Tensor x = Tensor.ones(512, 256);
    assertThatThrownBy(() -> x.expand(8, 512, 256).exp())
        .isInstanceOf(MemoryLimitException.class)
        .hasMessageContaining("exp");
  }

  @Test
  void deadArraysMakeRoom() {
    Memory.limit(Memory.used() + (8 << 20));
    for (int i = 0; i < 20; i++) {
      assertThat(Tensor.zeros(1 << 20).numel()).isEqualTo(1 << 20);
    }
    assertThat(Memory.peak()).isLessThanOrEqualTo(Memory.limit());
  }

  @Test
  void theReportNamesOpsByTheirBytes() {
    Memory.count(true);
    Memory.reset();
    Tensor x = Tensor.ones(64, 64);
    Tensor y = x.matmul(x).exp();
    assertThat(y.numel()).isEqualTo(4096);
    assertThat(Memory.report()).contains("16.0 KiB").contains("matmul").contains("exp");
    assertThat(Memory.peak()).isGreaterThanOrEqualTo(3 * 16384);
  }

  @Test
  void aTrainingThatDoesNotFitIsRefusedBeforeItBegins() {
    Sequential net =
        Sequential.of(Linear.of(64, 256, Rng.of(1)), Relu.of(), Linear.of(256, 1, Rng.of(2)));
    CompiledStep step = CompiledStep.of(net, Adam.of(net.parameters()), Losses::bceWithLogits);
    Tensor x = Tensor.ones(8192, 64);
    Tensor y = Tensor.ones(8192, 1);
    MemoryEstimate e = step.estimate(x, y);
    assertThat(e.parameters()).isEqualTo(4L * (64 * 256 + 256 + 256 + 1));
    assertThat(e.optimizerState()).isEqualTo(2 * e.parameters());
    assertThat(e.plan()).isGreaterThan(4L * 8192 * (64 + 256));
    Memory.limit(Memory.used() + (4 << 20));
    assertThatThrownBy(e::require)
        .isInstanceOf(MemoryLimitException.class)
        .hasMessageContaining("training")
        .hasMessageContaining(Memory.text(e.plan()));
    float[] before = net.parameters().get(0).tensor().toFloats();
    assertThatThrownBy(() -> step.run(x, y))
        .isInstanceOf(MemoryLimitException.class)
        .hasMessageContaining("batch 8192");
    assertThat(net.parameters().get(0).tensor().toFloats()).isEqualTo(before);
    assertThat(step.run(x.slice(0, 0, 64), y.slice(0, 0, 64))).isFinite();
  }

  @Test
  void tenThousandStepsLeaveHeapAndProcessFlat() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--add-modules=jdk.incubator.vector",
            "-Xms256m",
            "-Xmx256m",
            "-XX:+AlwaysPreTouch",
            "-cp",
            System.getProperty("java.class.path"),
            Soak.class.getName());
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(p.waitFor()).as(out).isZero();
    assertThat(out).contains("flat");
  }
}

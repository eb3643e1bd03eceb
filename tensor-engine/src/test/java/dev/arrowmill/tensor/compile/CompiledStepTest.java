package dev.arrowmill.tensor.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.optim.Adam;
import dev.arrowmill.tensor.random.Rng;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A compiled training step is the eager one, bit for bit, without garbage. */
class CompiledStepTest {
  static Sequential net(Rng rng) {
    return Sequential.of(
        Linear.of(64, 48, rng.fold(1)),
        Relu.of(),
        Linear.of(48, 32, rng.fold(2)),
        Relu.of(),
        Linear.of(32, 1, rng.fold(3)));
  }

  private static float[] weights(Sequential net) {
    float[] out = new float[0];
    for (Tensor t : net.stateDict().values()) {
      float[] a = t.toFloats();
      float[] more = java.util.Arrays.copyOf(out, out.length + a.length);
      System.arraycopy(a, 0, more, out.length, a.length);
      out = more;
    }
    return out;
  }

  @Test
  void tenStepsGiveTheBitsOfEager() {
    for (int threads : new int[] {1, 2, 3}) {
      Sequential a = net(Rng.of(1));
      Sequential b = net(Rng.of(1));
      Adam optA = Adam.of(a.parameters()).lr(1e-2);
      Adam optB = Adam.of(b.parameters()).lr(1e-2);
      try (CompiledStep step = CompiledStep.of(b, optB, Losses::bceWithLogits).threads(threads)) {
        for (int i = 0; i < 10; i++) {
          int batch = i % 3 == 2 ? 7 : 33;
          Tensor x = Tensor.randn(Rng.of(i), batch, 64);
          Tensor y = Tensor.rand(Rng.of(100 + i), batch, 1);
          optA.zeroGrad();
          Tensor loss = Losses.bceWithLogits(a.forward(x), y);
          loss.backward();
          optA.step();
          assertThat(step.run(x, y)).isEqualTo(loss.item());
        }
        assertThat(step.traces()).isEqualTo(1);
        assertThat(weights(b)).isEqualTo(weights(a));
      }
    }
  }

  /** In a JVM of its own: what other tests made of the JIT's profiles must not matter. */
  @Test
  void aStepAllocatesNothing() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            StepAllocations.class.getName());
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(p.waitFor()).as(out).isZero();
    assertThat(out).contains("mlp 0 bytes");
  }
}

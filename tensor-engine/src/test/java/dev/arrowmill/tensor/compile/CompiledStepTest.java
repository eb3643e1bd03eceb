package dev.arrowmill.tensor.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.optim.Adam;
import dev.arrowmill.tensor.random.Rng;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A compiled training step is the eager one, bit for bit, without garbage. */
class CompiledStepTest {
  private static Sequential net(Rng rng) {
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

  @Test
  void aStepAllocatesNothing() {
    Sequential net = net(Rng.of(1));
    CompiledStep step = CompiledStep.of(net, Adam.of(net.parameters()), Losses::bceWithLogits);
    Tensor[] args = {Tensor.randn(Rng.of(4), 32, 64), Tensor.rand(Rng.of(5), 32, 1)};
    long bytes = -1;
    for (int round = 0; bytes != 0 && round < 100; round++) {
      bytes = allocated(step, args);
    }
    assertThat(bytes).as(step::explain).isZero();
  }

  /** Bytes of 500 steps; the Vector API allocates until the JIT has compiled its kernels. */
  private static long allocated(CompiledStep step, Tensor[] args) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadAllocatedBytes();
    long own = threads.getCurrentThreadAllocatedBytes() - start;
    start = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 500; i++) {
      step.run(args);
    }
    return threads.getCurrentThreadAllocatedBytes() - start - own;
  }
}

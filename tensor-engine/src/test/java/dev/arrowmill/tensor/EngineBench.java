package dev.arrowmill.tensor;

import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.autograd.Gradients;
import dev.arrowmill.tensor.backend.Backend;
import dev.arrowmill.tensor.backend.Backends;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.optim.AdamW;
import dev.arrowmill.tensor.random.Rng;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Prints GFLOP/s of matrix products and the time of a small training step; run by hand with the
 * project's JVM flags. The best of several rounds, one thread.
 */
public final class EngineBench {
  private static final int[][] SHAPES = {
    {32, 256, 300},
    {32, 128, 256},
    {32, 1, 128},
    {1, 256, 300},
    {8, 256, 256},
    {256, 256, 256},
    {512, 512, 512},
    {1024, 1024, 1024},
    {4096, 512, 64},
    {256, 300, 32},
    {512, 512, 4096}
  };

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private EngineBench() {}

  /** Runs all. */
  public static void main(String[] args) {
    System.out.println(System.getProperty("java.version") + ", " + Backends.describe());
    for (int round = 0; round < 2; round++) {
      for (int[] s : SHAPES) {
        System.out.printf(
            "%-18s NN %6.1f  NT %6.1f  TN %6.1f GFLOP/s%n",
            Arrays.toString(s), gemm(s, 0), gemm(s, 1), gemm(s, 2));
      }
      System.out.printf("step of 32 rows, 300-256-128-1: %.0f us%n", step());
      System.out.printf("scoring 1000 rows: %.0f us%n", score());
    }
  }

  private static double gemm(int[] s, int layout) {
    int m = s[0];
    int n = s[1];
    int k = s[2];
    float[] a = Tensor.randn(Rng.of(1), m * k).floats();
    float[] b = Tensor.randn(Rng.of(2), k * n).floats();
    float[] c = new float[m * n];
    int ars = layout == 2 ? 1 : k;
    int acs = layout == 2 ? m : 1;
    int brs = layout == 1 ? 1 : n;
    int bcs = layout == 1 ? k : 1;
    Backend backend = Backends.get();
    double flops = 2.0 * m * n * k;
    int reps = (int) Math.max(1, 2e8 / flops);
    double best =
        best(
            () -> {
              for (int i = 0; i < reps; i++) {
                backend.gemm(m, n, k, a, 0, ars, acs, b, 0, brs, bcs, null, 0, c, 0, n);
              }
            });
    return flops * reps / best;
  }

  private static double step() {
    var net =
        Sequential.of(
            Linear.of(300, 256, Rng.of(1)),
            Relu.of(),
            Linear.of(256, 128, Rng.of(2)),
            Relu.of(),
            Linear.of(128, 1, Rng.of(3)));
    var opt = AdamW.of(net.parameters()).lr(1e-3f);
    var parameters = net.parameters();
    float[] flat = new float[Gradients.size(parameters)];
    Tensor x = Tensor.randn(Rng.of(4), 32, 300);
    Tensor y = Tensor.rand(Rng.of(5), 32, 1);
    return best(
            () -> {
              for (int i = 0; i < 200; i++) {
                Arrays.fill(flat, 0);
                Gradients.of(Losses.bceWithLogits(net.forward(x), y), parameters).addTo(flat, 0);
                opt.step(flat);
              }
            })
        / 200e3;
  }

  private static double score() {
    var net =
        Sequential.of(
            Linear.of(300, 256, Rng.of(1)),
            Relu.of(),
            Linear.of(256, 128, Rng.of(2)),
            Relu.of(),
            Linear.of(128, 1, Rng.of(3)));
    Tensor x = Tensor.randn(Rng.of(4), 1000, 300);
    return best(
            () -> {
              for (int i = 0; i < 10; i++) {
                Autograd.noGrad(() -> net.forward(x).sigmoid());
              }
            })
        / 10e3;
  }

  /** Nanoseconds of this thread on the processor, in the fastest of 12 runs. */
  private static double best(Runnable body) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 12; i++) {
      long t = CLOCK.getCurrentThreadCpuTime();
      body.run();
      best = Math.min(best, CLOCK.getCurrentThreadCpuTime() - t);
    }
    return best;
  }
}

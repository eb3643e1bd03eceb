package dev.arrowmill.tensor;

import dev.arrowmill.tensor.compile.CompiledStep;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.optim.Adam;
import dev.arrowmill.tensor.random.Rng;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Trains eagerly and compiled, and compares heap and resident memory after 3,000 and 13,000 steps.
 */
public final class Soak {
  private static final long HEAP = 1 << 20;
  private static final long RESIDENT = 24 << 20;

  private Soak() {}

  /** Exits with 1 when something grew. */
  public static void main(String[] args) throws Exception {
    Sequential net =
        Sequential.of(Linear.of(16, 32, Rng.of(1)), Relu.of(), Linear.of(32, 1, Rng.of(2)));
    Adam opt = Adam.of(net.parameters());
    CompiledStep step = CompiledStep.of(net, opt, Losses::bceWithLogits);
    train(net, opt, step, 3_000);
    long heap = heap();
    long resident = resident();
    train(net, opt, step, 10_000);
    long heapGrowth = heap() - heap;
    long growth = resident() - resident;
    boolean flat = heapGrowth < HEAP && growth < RESIDENT;
    System.out.println(
        (flat ? "flat" : "grew") + ": heap by " + heapGrowth + ", resident by " + growth);
    System.exit(flat ? 0 : 1);
  }

  private static void train(Sequential net, Adam opt, CompiledStep step, int steps) {
    for (int i = 0; i < steps; i++) {
      int batch = i % 7 == 6 ? 5 : 16;
      Tensor x = Tensor.randn(Rng.of(i), batch, 16);
      Tensor y = Tensor.rand(Rng.of(i + 1), batch, 1);
      if (i % 2 == 0) {
        step.run(x, y);
      } else {
        opt.zeroGrad();
        Losses.bceWithLogits(net.forward(x), y).backward();
        opt.step();
      }
    }
  }

  private static long heap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(20);
      Runtime r = Runtime.getRuntime();
      least = Math.min(least, r.totalMemory() - r.freeMemory());
    }
    return least;
  }

  /** Bytes of the process in memory, or 0 where the system does not say. */
  private static long resident() throws Exception {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    return 0;
  }
}

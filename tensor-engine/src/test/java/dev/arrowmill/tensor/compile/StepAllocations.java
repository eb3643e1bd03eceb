package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.optim.Adam;
import dev.arrowmill.tensor.random.Rng;

/** Runs compiled steps until they allocate nothing; exits with 1 when that does not come. */
public final class StepAllocations {
  private static final int ROUNDS = 200;

  private StepAllocations() {}

  /** Prints one line for each step. */
  public static void main(String[] args) {
    Sequential net = CompiledStepTest.net(Rng.of(1));
    CompiledStep mlp = CompiledStep.of(net, Adam.of(net.parameters()), Losses::bceWithLogits);
    report("mlp", mlp, Tensor.randn(Rng.of(4), 32, 64), Tensor.rand(Rng.of(5), 32, 1));
  }

  private static void report(String name, CompiledStep step, Tensor... in) {
    long bytes = -1;
    for (int round = 0; bytes != 0 && round < ROUNDS; round++) {
      bytes =
          Allocations.of(
              () -> {
                for (int i = 0; i < 500; i++) {
                  step.run(in);
                }
              });
    }
    System.out.println(name + " " + bytes + " bytes");
    if (bytes != 0) {
      System.out.println(Allocations.byStage(step.compiled(), in));
      System.exit(1);
    }
  }
}

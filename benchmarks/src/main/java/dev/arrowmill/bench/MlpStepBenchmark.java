package dev.arrowmill.bench;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Losses;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.optim.Adam;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Training steps of a 64-512-256-1 network with Adam, eager, one thread. */
final class MlpStepBenchmark implements Benchmark {
  private static final double ROWS_PER_RUN = 8192;

  @Override
  public String name() {
    return "mlp-step";
  }

  @Override
  public List<Row> run(Harness harness, boolean peers, Consumer<Row> progress) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int batch : new int[] {16, 128, 1024}) {
      int repeats = (int) Math.max(4, ROWS_PER_RUN / batch);
      try (Peers others = Peers.of(peers, List.of("torch"), "mlp", "" + batch, "" + repeats)) {
        Row row =
            harness.measure(
                new Case(
                    "mlp 64-512-256-1 batch " + batch,
                    "rows/s",
                    (double) repeats * batch,
                    1,
                    ours(batch, repeats),
                    others.all()));
        rows.add(row);
        progress.accept(row);
      }
    }
    return rows;
  }

  private static Contender ours(int batch, int repeats) {
    Rng rng = Rng.of(2);
    Sequential net =
        Sequential.of(
            Linear.of(64, 512, rng.fold(1)),
            Relu.of(),
            Linear.of(512, 256, rng.fold(2)),
            Relu.of(),
            Linear.of(256, 1, rng.fold(3)));
    Adam optimizer = Adam.of(net.parameters()).lr(1e-3);
    Tensor x = Tensor.randn(rng.fold(4), batch, 64);
    Tensor y = Tensor.rand(rng.fold(5), batch, 1);
    return Contender.of(
        "arrowmill",
        () -> {
          for (int i = 0; i < repeats; i++) {
            optimizer.zeroGrad();
            Losses.bceWithLogits(net.forward(x), y).backward();
            optimizer.step();
          }
        });
  }
}

package dev.arrowmill.bench;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Autograd;
import dev.arrowmill.tensor.backend.Backends;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Matrix products of the shapes that training and scoring of tabular nets have, in float32. */
final class GemmBenchmark implements Benchmark {
  /**
   * m, n, k and which side lies transposed: NT is the forward pass of a layer, NN its dX, TN its
   * dW.
   *
   * @param share of the core's multiply-add peak that is promised, or 0
   */
  private record Shape(int m, int n, int k, String layout, double share) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(256, 256, 256, "NN", .8),
          new Shape(512, 512, 512, "NN", .8),
          new Shape(1024, 1024, 1024, "NN", .8),
          new Shape(512, 512, 512, "NT", .8),
          new Shape(16, 256, 512, "NT", 0),
          new Shape(128, 256, 512, "NT", 0),
          new Shape(1024, 256, 512, "NT", 0),
          new Shape(32, 256, 300, "NT", 0),
          new Shape(128, 512, 64, "NN", 0),
          new Shape(1024, 512, 256, "NN", 0),
          new Shape(256, 512, 16, "TN", .7),
          new Shape(256, 512, 128, "TN", .7),
          new Shape(512, 64, 1024, "TN", .7),
          new Shape(512, 256, 1024, "TN", .7),
          new Shape(512, 512, 512, "TN", .7));

  @Override
  public String name() {
    return "gemm";
  }

  @Override
  public List<Row> run(Harness harness, boolean peers, Consumer<Row> progress) throws Exception {
    List<Row> rows = new ArrayList<>();
    double peak = Backends.measurePeak();
    for (Shape s : SHAPES) {
      double flops = 2.0 * s.m * s.n * s.k;
      int repeats = (int) Math.max(1, 1e9 / flops);
      try (Peers others =
          Peers.of(
              peers,
              List.of("torch", "numpy"),
              "gemm",
              "" + s.m,
              "" + s.n,
              "" + s.k,
              s.layout,
              "" + repeats)) {
        String name = s.layout + " " + s.m + "x" + s.n + "x" + s.k + share(s, peak);
        Row row =
            harness.measure(
                new Case(
                    name, "GFLOP/s", repeats * flops * 1e-9, 1, ours(s, repeats), others.all()));
        rows.add(row);
        progress.accept(row);
      }
    }
    return rows;
  }

  private static String share(Shape s, double peak) {
    return s.share == 0
        ? ""
        : String.format(
            Locale.ROOT, " (promised: %.0f of a peak of %.0f GFLOP/s)", s.share * peak, peak);
  }

  private static Contender ours(Shape s, int repeats) {
    Rng rng = Rng.of(1);
    Tensor a =
        s.layout.equals("TN")
            ? Tensor.randn(rng, s.k, s.m).transpose(0, 1)
            : Tensor.randn(rng, s.m, s.k);
    Tensor b =
        s.layout.equals("NT")
            ? Tensor.randn(rng, s.n, s.k).transpose(0, 1)
            : Tensor.randn(rng, s.k, s.n);
    return Contender.of(
        "arrowmill",
        () ->
            Autograd.noGrad(
                () -> {
                  Tensor c = a;
                  for (int i = 0; i < repeats; i++) {
                    c = a.matmul(b);
                  }
                  return c;
                }));
  }
}

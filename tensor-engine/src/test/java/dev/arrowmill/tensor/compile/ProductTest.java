package dev.arrowmill.tensor.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Gelu;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elementwise calls joined to the product before them give the bits of eager. */
class ProductTest {
  private static void same(Compiled compiled, Program eager, Tensor... args) {
    for (int round = 0; round < 5; round++) {
      Tensor want = eager.apply(args)[0];
      assertThat(compiled.apply(args).toFloats()).isEqualTo(want.toFloats());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void layersOfManyWidths(int threads) {
    Rng rng = Rng.of(3);
    Sequential net =
        Sequential.of(
            Linear.of(30, 70, rng.fold(1)),
            Relu.of(),
            Linear.of(70, 9, rng.fold(2)),
            Gelu.of(),
            Linear.of(9, 130, rng.fold(3)),
            Relu.of(),
            Linear.of(130, 1, rng.fold(4)),
            Relu.of());
    try (Compiled f = Compiled.of(net).threads(threads)) {
      for (int batch : new int[] {2, 7, 64, 301}) {
        Tensor x = Tensor.randn(Rng.of(batch), batch, 30);
        same(f, in -> new Tensor[] {net.forward(in[0])}, x);
      }
      assertThat(f.explain()).contains("4 kernels").contains("linear+gelu (2 ops");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void rowsAndColumnsAndRowSums(int threads) {
    Program p =
        in -> {
          Tensor y = in[0].matmul(in[1]).mul(in[2]).add(in[3]).tanh();
          return new Tensor[] {y.sum(1).add(y.mean())};
        };
    Tensor[] args = {
      Tensor.randn(Rng.of(1), 50, 20),
      Tensor.randn(Rng.of(2), 20, 33),
      Tensor.randn(Rng.of(3), 33),
      Tensor.randn(Rng.of(4), 50, 1)
    };
    try (Compiled f = Compiled.ofAll(p).threads(threads)) {
      same(f, p, args);
      assertThat(f.explain()).contains("matmul+mul+add+tanh+sum (5 ops");
    }
  }

  @Test
  void whatNeedsAllRowsStaysApart() {
    Program p = in -> new Tensor[] {in[0].matmul(in[1]).relu().sum(0)};
    Tensor[] args = {Tensor.randn(Rng.of(1), 50, 20), Tensor.randn(Rng.of(2), 20, 33)};
    try (Compiled f = Compiled.ofAll(p).threads(3)) {
      same(f, p, args);
      assertThat(f.explain()).contains("    matmul\n").contains("relu+sum (2 ops");
    }
  }

  @Test
  void aProductReadTwiceInOtherWaysStaysApart() {
    Program p =
        in -> {
          Tensor y = in[0].matmul(in[1]);
          return new Tensor[] {y.add(y.t()).relu()};
        };
    Tensor[] args = {Tensor.randn(Rng.of(1), 24, 20), Tensor.randn(Rng.of(2), 20, 24)};
    try (Compiled f = Compiled.ofAll(p).threads(3)) {
      same(f, p, args);
      assertThat(f.explain()).doesNotContain("matmul+");
    }
  }

  @Test
  void inPlaceBesideStridedInputs() {
    Program p =
        in -> {
          Tensor y = in[0].matmul(in[1]);
          return new Tensor[] {y.where(in[2].t().gt(0), in[2].t()).matmul(in[1]).relu()};
        };
    Tensor[] args = {
      Tensor.randn(Rng.of(1), 24, 24),
      Tensor.randn(Rng.of(2), 24, 24),
      Tensor.randn(Rng.of(3), 24, 24)
    };
    for (int threads : new int[] {1, 3}) {
      try (Compiled f = Compiled.ofAll(p).threads(threads)) {
        same(f, p, args);
      }
    }
  }
}

package dev.arrowmill.usercode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.compile.Compiled;
import dev.arrowmill.tensor.nn.BatchNorm1d;
import dev.arrowmill.tensor.nn.LayerException;
import dev.arrowmill.tensor.random.Rng;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Programs whose Java code looks at sizes are compiled as they are, at every size. */
class CompiledSizesTest {
  private static int sameAtEverySize(UnaryOperator<Tensor> f) {
    try (Compiled c = Compiled.of(f)) {
      for (int round = 0; round < 2; round++) {
        for (int n : new int[] {4, 20, 1, 0, 7, 20}) {
          Tensor x = Tensor.randn(Rng.of(n), n, 3).toType(DType.FLOAT64);
          Tensor y = c.apply(x);
          assertThat(y.shape()).isEqualTo(f.apply(x).shape());
          assertThat(y.toDoubles()).as("%d rows", n).isEqualTo(f.apply(x).toDoubles());
        }
      }
      return c.traces();
    }
  }

  @Test
  void decisionsOnSizes() {
    assertThat(sameAtEverySize(x -> x.size(0) > 10 ? x.neg() : x.add(1))).isEqualTo(2);
    assertThat(sameAtEverySize(x -> x.mul(x.shape().dim(0) / 10))).isEqualTo(2);
    assertThat(sameAtEverySize(x -> x.slice(0, 0, Math.min(8, x.size(0))))).isEqualTo(2);
    assertThat(sameAtEverySize(x -> x.numel() == 0 ? x : x.amax(0))).isEqualTo(2);
  }

  @Test
  void plainUseOfSizesIsRecordedOnce() {
    assertThat(sameAtEverySize(x -> x.reshape(x.size(0) * 3).exp())).isEqualTo(1);
    assertThat(sameAtEverySize(x -> x.add(1).mul(x.size(0)))).isEqualTo(1);
  }

  @Test
  void numbersPerRowKeepTheirBits() {
    for (double k : new double[] {Math.PI, 1e-12, 1.0 / 3, 123456.789012345678, 2.5}) {
      sameAtEverySize(x -> x.mul(k / x.size(0)));
      sameAtEverySize(x -> x.clamp(-k / x.size(0), k / x.size(0)));
    }
  }

  @Test
  void whatEagerRefusesIsRefused() {
    BatchNorm1d norm = BatchNorm1d.of(3);
    Compiled c = Compiled.of(norm);
    c.apply(Tensor.randn(Rng.of(1), 4, 3));
    assertThatThrownBy(() -> c.apply(Tensor.ones(1, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("training needs more than one value per channel");
    assertThatThrownBy(() -> norm.call(Tensor.ones(1, 3))).isInstanceOf(LayerException.class);
    Compiled max = Compiled.of(x -> x.amax(0));
    max.apply(Tensor.ones(4, 3));
    assertThatThrownBy(() -> max.apply(Tensor.ones(0, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("amax: shape [0, 3] has nothing to reduce");
    assertThat(max.apply(Tensor.ones(2, 3)).toFloats()).containsExactly(1, 1, 1);
  }

  @Test
  void aSavedProgramThatReadsSizesKeepsItsOwn(
      @org.junit.jupiter.api.io.TempDir java.nio.file.Path dir) throws Exception {
    Compiled c = Compiled.of(x -> x.size(0) > 10 ? x.neg() : x.add(1));
    java.nio.file.Path file = dir.resolve("p");
    c.save(file, Tensor.ones(20, 2));
    var saved = dev.arrowmill.tensor.compile.SavedProgram.load(file);
    assertThat(saved.apply(Tensor.ones(20, 2)).toFloats()).containsOnly(-1f);
    assertThat(saved.shapes().get(0)).containsExactly(20, 2);
  }
}

package dev.arrowmill.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.GradCheck;
import dev.arrowmill.tensor.random.Rng;
import org.junit.jupiter.api.Test;

class SparsemaxTest {
  private final Sparsemax sparsemax = new Sparsemax(4);

  private float[] of(float... z) {
    return sparsemax.of(Tensor.of(z, 1, 4)).toFloats();
  }

  @Test
  void isTheNextPointOfTheSimplex() {
    assertThat(of(0.1f, 0.2f, 0.3f, 0.4f))
        .containsExactly(new float[] {.1f, .2f, .3f, .4f}, within(1e-6f));
    assertThat(of(3, 1, 0, -1)).containsExactly(1, 0, 0, 0);
    assertThat(of(0.5f, 0.9f, -2, 0.5f))
        .containsExactly(new float[] {0.2f, 0.6f, 0, 0.2f}, within(1e-6f));
    assertThat(of(7, 7, 7, 7)).containsExactly(0.25f, 0.25f, 0.25f, 0.25f);
  }

  @Test
  void everyRowSumsToOne() {
    float[] p = new Sparsemax(30).of(Tensor.randn(Rng.of(2), 50, 30)).sum(1).toFloats();
    for (float sum : p) {
      assertThat(sum).isCloseTo(1, within(1e-5f));
    }
  }

  @Test
  void gradientIsThatOfTheProjection() {
    Sparsemax wide = new Sparsemax(9);
    Tensor z = Tensor.randn(Rng.of(3), 6, 9).toType(DType.FLOAT64);
    GradCheck.check(1e-7, t -> wide.of(t[0]), z);
  }
}

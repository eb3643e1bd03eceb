package dev.arrowmill.tensor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import org.junit.jupiter.api.Test;

class AlphaDropoutTest {
  @Test
  void keepsMeanAndVarianceOfASelfNormalisedLayer() {
    Tensor x = Tensor.randn(Rng.of(4), 400, 500);
    for (double p : new double[] {0.05, 0.3}) {
      Tensor y = Rng.scoped(1, 1, 1, () -> AlphaDropout.of(p).forward(x));
      assertThat(y.mean().item()).isCloseTo(0, within(0.01));
      assertThat(y.var().item()).isCloseTo(1, within(0.015));
    }
  }

  /** PyTorch's alpha_dropout with p = 0.4: a = 0.86328, b = 0.60709. */
  @Test
  void anElementIsKeptOrBecomesTheLimit() {
    Tensor x = Tensor.randn(Rng.of(4), 50, 40);
    float[] in = x.toFloats();
    float[] y = Rng.scoped(1, 1, 1, () -> AlphaDropout.of(0.4).forward(x)).toFloats();
    int dropped = 0;
    for (int i = 0; i < y.length; i++) {
      if (Math.abs(y[i] - (0.86328263f * in[i] + 0.60709465f)) > 1e-5) {
        assertThat(y[i]).isCloseTo(0.86328263f * -1.7580993f + 0.60709465f, within(1e-5f));
        dropped++;
      }
    }
    assertThat(dropped / 2000.0).isCloseTo(0.4, within(0.04));
  }

  @Test
  void evaluationAndZeroChangeNothing() {
    Tensor x = Tensor.randn(Rng.of(4), 3, 4);
    AlphaDropout layer = AlphaDropout.of(0.5);
    layer.eval();
    assertThat(layer.forward(x)).isSameAs(x);
    assertThat(AlphaDropout.of(0).forward(x)).isSameAs(x);
    assertThatThrownBy(() -> AlphaDropout.of(1)).hasMessageContaining("[0, 1), got 1.0");
  }
}

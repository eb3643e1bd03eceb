package dev.arrowmill.usercode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.LayerException;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import org.junit.jupiter.api.Test;

/** In a package of its own, as a user's code is: a misfit names the layer and the user's line. */
class LayerErrorTest {
  @Test
  void aMisfitNamesLayerAndLine() {
    Sequential net =
        Sequential.of(
            Linear.of(3, 8), Relu.of(), Sequential.of(Linear.of(8, 8), Linear.of(64, 512)));
    Tensor x = Tensor.zeros(2, 3);
    LayerException e = catchThrowableOfType(LayerException.class, () -> net.forward(x));
    assertThat(e.path()).isEqualTo("Sequential.2.1");
    assertThat(e)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("linear: input [2, 8] does not fit weight [512, 64]")
        .hasMessageContaining("\n  in Sequential.2.1 (Linear(64, 512))\n  at LayerErrorTest.java:");
  }
}

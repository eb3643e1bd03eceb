package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import java.util.function.UnaryOperator;

/** An elementwise function without parameters; {@link Activations} makes them. */
public final class Activation extends Layer {
  private final String text;
  private final UnaryOperator<Tensor> f;

  Activation(String text, UnaryOperator<Tensor> f) {
    this.text = text;
    this.f = f;
  }

  @Override
  public Tensor forward(Tensor x) {
    return f.apply(x);
  }

  @Override
  public String toString() {
    return text;
  }
}

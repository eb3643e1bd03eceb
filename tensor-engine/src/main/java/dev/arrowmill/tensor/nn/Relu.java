package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** y = max(x, 0), elementwise; any shape. */
public final class Relu extends Layer {
  private Relu() {}

  /** Has no settings. */
  public static Relu of() {
    return new Relu();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.relu();
  }

  @Override
  public String toString() {
    return "Relu()";
  }
}

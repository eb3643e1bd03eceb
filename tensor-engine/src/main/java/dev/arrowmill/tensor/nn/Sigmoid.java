package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** y = 1 / (1 + e^-x), elementwise; any shape. */
public final class Sigmoid extends Layer {
  private Sigmoid() {}

  /** Has no settings. */
  public static Sigmoid of() {
    return new Sigmoid();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.sigmoid();
  }

  @Override
  public String toString() {
    return "Sigmoid()";
  }
}

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** y = x sigmoid(x), elementwise; any shape. */
public final class Silu extends Layer {
  private Silu() {}

  /** Has no settings. */
  public static Silu of() {
    return new Silu();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.silu();
  }

  @Override
  public String toString() {
    return "Silu()";
  }
}

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** y = x Phi(x), elementwise; any shape. */
public final class Gelu extends Layer {
  private Gelu() {}

  /** Has no settings. */
  public static Gelu of() {
    return new Gelu();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.gelu();
  }

  @Override
  public String toString() {
    return "Gelu()";
  }
}

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** y = tanh(x), elementwise; any shape. */
public final class Tanh extends Layer {
  private Tanh() {}

  /** Has no settings. */
  public static Tanh of() {
    return new Tanh();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.tanh();
  }

  @Override
  public String toString() {
    return "Tanh()";
  }
}

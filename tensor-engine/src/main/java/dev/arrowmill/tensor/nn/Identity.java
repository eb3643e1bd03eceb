package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** y = x, elementwise; any shape. */
public final class Identity extends Layer {
  private Identity() {}

  /** Has no settings. */
  public static Identity of() {
    return new Identity();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x;
  }

  @Override
  public String toString() {
    return "Identity()";
  }
}

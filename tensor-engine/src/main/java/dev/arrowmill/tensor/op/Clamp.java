package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;

/** x limited to [lo, hi]; the gradient passes where x lies inside, bounds included. */
public final class Clamp {
  static final OpSpec SPEC =
      OpSpec.of("clamp", "x limited to [lo, hi]").unary(-2, 2, x -> of(x, -0.9, 1.1));

  private Clamp() {}

  /** An infinite bound is no bound. NaN stays. */
  public static Tensor of(Tensor x, double lo, double hi) {
    Tensor y = x;
    if (lo != Double.NEGATIVE_INFINITY) {
      y = Where.of(x.detach().lt(lo), Tensor.full(x.dtype(), Shape.SCALAR, lo), y);
    }
    if (hi != Double.POSITIVE_INFINITY) {
      y = Where.of(y.detach().gt(hi), Tensor.full(x.dtype(), Shape.SCALAR, hi), y);
    }
    return y;
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Square root. */
public final class Sqrt extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("sqrt", "square root").unary(0.2, 3, Sqrt::of).op("sqrt", a -> new Sqrt());

  private static final Sqrt OP = new Sqrt();

  Sqrt() {
    super("sqrt", UnaryKernel.SQRT);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.div(y.mul(2));
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** |x|; derivative sign(x). */
public final class Abs extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("abs", "|x|; derivative sign(x)").unary(0.2, 2, Abs::of).op("abs", a -> new Abs());

  private static final Abs OP = new Abs();

  Abs() {
    super("abs", UnaryKernel.ABS);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.sign());
  }
}

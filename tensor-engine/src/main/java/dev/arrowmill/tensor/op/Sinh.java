package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Hyperbolic sine; derivative cosh x. */
public final class Sinh extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("sinh", "hyperbolic sine; derivative cosh x")
          .unary(-2, 2, Sinh::of)
          .op("sinh", a -> new Sinh());

  private static final Sinh OP = new Sinh();

  Sinh() {
    super("sinh", UnaryKernel.SINH);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.cosh());
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** 1 / x. */
public final class Reciprocal extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("reciprocal", "1 / x")
          .unary(0.3, 3, Reciprocal::of)
          .op("reciprocal", a -> new Reciprocal());

  private static final Reciprocal OP = new Reciprocal();

  Reciprocal() {
    super("reciprocal", UnaryKernel.RECIPROCAL);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(y).mul(y).neg();
  }
}

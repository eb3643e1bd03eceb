package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Tangent; derivative 1 + y^2. */
public final class Tan extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("tan", "tangent; derivative 1 + y^2")
          .unary(-1.2, 1.2, Tan::of)
          .op("tan", a -> new Tan());

  private static final Tan OP = new Tan();

  Tan() {
    super("tan", UnaryKernel.TAN);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(y.square().add(1));
  }
}

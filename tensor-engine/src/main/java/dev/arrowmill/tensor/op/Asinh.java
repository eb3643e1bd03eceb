package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Inverse hyperbolic sine; derivative 1 / sqrt(x^2 + 1). */
public final class Asinh extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("asinh", "inverse hyperbolic sine; derivative 1 / sqrt(x^2 + 1)")
          .unary(-2, 2, Asinh::of)
          .op("asinh", a -> new Asinh());

  private static final Asinh OP = new Asinh();

  Asinh() {
    super("asinh", UnaryKernel.ASINH);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.square().add(1).rsqrt());
  }
}

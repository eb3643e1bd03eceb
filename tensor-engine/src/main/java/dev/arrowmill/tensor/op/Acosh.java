package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Inverse hyperbolic cosine; derivative 1 / sqrt(x^2 - 1). */
public final class Acosh extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("acosh", "inverse hyperbolic cosine; derivative 1 / sqrt(x^2 - 1)")
          .unary(1.2, 3, Acosh::of)
          .op("acosh", a -> new Acosh());

  private static final Acosh OP = new Acosh();

  Acosh() {
    super("acosh", UnaryKernel.ACOSH);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.square().sub(1).rsqrt());
  }
}

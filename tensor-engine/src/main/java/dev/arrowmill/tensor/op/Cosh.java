package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Hyperbolic cosine; derivative sinh x. */
public final class Cosh extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("cosh", "hyperbolic cosine; derivative sinh x")
          .unary(-2, 2, Cosh::of)
          .op("cosh", a -> new Cosh());

  private static final Cosh OP = new Cosh();

  Cosh() {
    super("cosh", UnaryKernel.COSH);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.sinh());
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Log |Gamma(x)|; derivative digamma(x). */
public final class Lgamma extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("lgamma", "log |Gamma(x)|; derivative digamma(x)")
          .unary(0.3, 3, Lgamma::of)
          .op("lgamma", a -> new Lgamma());

  private static final Lgamma OP = new Lgamma();

  Lgamma() {
    super("lgamma", UnaryKernel.LGAMMA);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.digamma());
  }
}

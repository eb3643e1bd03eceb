package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** The derivative of lgamma; derivative polygamma(1, x). */
public final class Digamma extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("digamma", "the derivative of lgamma; derivative polygamma(1, x)")
          .unary(0.5, 3, Digamma::of)
          .op("digamma", a -> new Digamma());

  private static final Digamma OP = new Digamma();

  Digamma() {
    super("digamma", UnaryKernel.DIGAMMA);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(Polygamma.of(1, x));
  }
}

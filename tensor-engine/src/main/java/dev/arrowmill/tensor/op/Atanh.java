package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Inverse hyperbolic tangent; derivative 1 / (1 - x^2). */
public final class Atanh extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("atanh", "inverse hyperbolic tangent; derivative 1 / (1 - x^2)")
          .unary(-0.9, 0.9, Atanh::of)
          .op("atanh", a -> new Atanh());

  private static final Atanh OP = new Atanh();

  Atanh() {
    super("atanh", UnaryKernel.ATANH);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.div(x.square().neg().add(1));
  }
}

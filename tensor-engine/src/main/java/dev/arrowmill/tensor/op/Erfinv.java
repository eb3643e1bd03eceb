package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** The inverse of erf; derivative e^(y^2) sqrt(pi) / 2. */
public final class Erfinv extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("erfinv", "the inverse of erf; derivative e^(y^2) sqrt(pi) / 2")
          .unary(-0.9, 0.9, Erfinv::of)
          .op("erfinv", a -> new Erfinv());

  private static final Erfinv OP = new Erfinv();

  Erfinv() {
    super("erfinv", UnaryKernel.ERFINV);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(y.square().exp()).mul(0.8862269254527580);
  }
}

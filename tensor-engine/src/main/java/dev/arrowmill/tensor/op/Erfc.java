package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** 1 - erf(x) without cancellation; derivative -2 e^(-x^2) / sqrt(pi). */
public final class Erfc extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("erfc", "1 - erf(x) without cancellation; derivative -2 e^(-x^2) / sqrt(pi)")
          .unary(-2, 2, Erfc::of)
          .op("erfc", a -> new Erfc());

  private static final Erfc OP = new Erfc();

  Erfc() {
    super("erfc", UnaryKernel.ERFC);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.square().neg().exp()).mul(-1.1283791670955126);
  }
}

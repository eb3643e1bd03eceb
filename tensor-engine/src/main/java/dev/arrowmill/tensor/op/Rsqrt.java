package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** 1 / sqrt(x). */
public final class Rsqrt extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("rsqrt", "1 / sqrt(x)").unary(0.2, 3, Rsqrt::of).op("rsqrt", a -> new Rsqrt());

  private static final Rsqrt OP = new Rsqrt();

  Rsqrt() {
    super("rsqrt", UnaryKernel.RSQRT);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(y).mul(y).mul(y).mul(-0.5);
  }
}

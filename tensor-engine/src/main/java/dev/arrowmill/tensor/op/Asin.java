package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Arc sine; derivative 1 / sqrt(1 - x^2). */
public final class Asin extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("asin", "arc sine; derivative 1 / sqrt(1 - x^2)")
          .unary(-0.9, 0.9, Asin::of)
          .op("asin", a -> new Asin());

  private static final Asin OP = new Asin();

  Asin() {
    super("asin", UnaryKernel.ASIN);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.square().neg().add(1).rsqrt());
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** E^x - 1 without cancellation. */
public final class Expm1 extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("expm1", "e^x - 1 without cancellation")
          .unary(-2, 2, Expm1::of)
          .op("expm1", a -> new Expm1());

  private static final Expm1 OP = new Expm1();

  Expm1() {
    super("expm1", UnaryKernel.EXPM1);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(y.add(1));
  }
}

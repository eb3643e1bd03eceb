package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** 2^x; derivative y log 2. */
public final class Exp2 extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("exp2", "2^x; derivative y log 2")
          .unary(-2, 2, Exp2::of)
          .op("exp2", a -> new Exp2());

  private static final Exp2 OP = new Exp2();

  Exp2() {
    super("exp2", UnaryKernel.EXP2);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(y).mul(0.6931471805599453);
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** 1, 0 or -1; derivative 0. */
public final class Sign extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("sign", "1, 0 or -1; derivative 0")
          .unary(0.2, 2, Sign::of)
          .op("sign", a -> new Sign());

  private static final Sign OP = new Sign();

  Sign() {
    super("sign", UnaryKernel.SIGN);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return Tensor.zeros(x.dtype(), x.shape());
  }
}

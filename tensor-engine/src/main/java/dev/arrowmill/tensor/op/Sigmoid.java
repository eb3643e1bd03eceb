package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** 1 / (1 + e^-x); derivative y (1 - y). */
public final class Sigmoid extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("sigmoid", "1 / (1 + e^-x); derivative y (1 - y)")
          .unary(-3, 3, Sigmoid::of)
          .op("sigmoid", a -> new Sigmoid());

  private static final Sigmoid OP = new Sigmoid();

  Sigmoid() {
    super("sigmoid", UnaryKernel.SIGMOID);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(y.sub(y.mul(y)));
  }
}

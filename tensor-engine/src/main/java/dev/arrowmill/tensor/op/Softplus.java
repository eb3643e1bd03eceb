package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Log(1 + e^x); derivative sigmoid(x). */
public final class Softplus extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("softplus", "log(1 + e^x); derivative sigmoid(x)")
          .unary(-3, 3, Softplus::of)
          .op("softplus", a -> new Softplus());

  private static final Softplus OP = new Softplus();

  Softplus() {
    super("softplus", UnaryKernel.SOFTPLUS);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.sigmoid());
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Max(x, 0); derivative 0 at 0. */
public final class Relu extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("relu", "max(x, 0); derivative 0 at 0")
          .unary(0.1, 2, Relu::of)
          .op("relu", a -> new Relu())
          .op("reluGrad", a -> new ReluGrad());

  private static final Relu OP = new Relu();

  Relu() {
    super("relu", UnaryKernel.RELU);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return ReluGrad.of(x, g);
  }
}

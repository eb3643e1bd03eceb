package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** X without its fraction; derivative 0. */
public final class Trunc extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("trunc", "x without its fraction; derivative 0")
          .unary(0.1, 0.9, Trunc::of)
          .op("trunc", a -> new Trunc());

  private static final Trunc OP = new Trunc();

  Trunc() {
    super("trunc", UnaryKernel.TRUNC);
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

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Largest integer not above x; derivative 0. */
public final class Floor extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("floor", "largest integer not above x; derivative 0")
          .unary(0.1, 0.9, Floor::of)
          .op("floor", a -> new Floor());

  private static final Floor OP = new Floor();

  Floor() {
    super("floor", UnaryKernel.FLOOR);
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

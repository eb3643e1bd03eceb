package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Smallest integer not below x; derivative 0. */
public final class Ceil extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("ceil", "smallest integer not below x; derivative 0")
          .unary(0.1, 0.9, Ceil::of)
          .op("ceil", a -> new Ceil());

  private static final Ceil OP = new Ceil();

  Ceil() {
    super("ceil", UnaryKernel.CEIL);
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

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Sine. */
public final class Sin extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("sin", "sine").unary(-3, 3, Sin::of).op("sin", a -> new Sin());

  private static final Sin OP = new Sin();

  Sin() {
    super("sin", UnaryKernel.SIN);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.cos());
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Sine. */
public final class Sin extends UnaryOp {
  static final OpSpec SPEC = OpSpec.of("sin", "sine").unary(-3, 3, Sin::of);

  private static final Sin OP = new Sin();

  private Sin() {
    super("sin", UnaryKernel.SIN);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.call(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.cos());
  }
}

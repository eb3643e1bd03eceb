package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** E^x. */
public final class Exp extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("exp", "e^x").unary(-2, 2, Exp::of).op("exp", a -> new Exp());

  private static final Exp OP = new Exp();

  Exp() {
    super("exp", UnaryKernel.EXP);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(y);
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** -x. */
public final class Neg extends UnaryOp {
  static final OpSpec SPEC = OpSpec.of("neg", "-x").unary(-2, 2, Neg::of).op("neg", a -> new Neg());

  private static final Neg OP = new Neg();

  Neg() {
    super("neg", UnaryKernel.NEG);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.neg();
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** X sigmoid(x). */
public final class Silu extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("silu", "x sigmoid(x)").unary(-3, 3, Silu::of).op("silu", a -> new Silu());

  private static final Silu OP = new Silu();

  Silu() {
    super("silu", UnaryKernel.SILU);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    Tensor s = x.sigmoid();
    return g.mul(s.add(y.mul(s.neg().add(1))));
  }
}

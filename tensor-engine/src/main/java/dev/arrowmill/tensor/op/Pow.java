package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** A to the power b; derivative 0 for b = 0. */
public final class Pow extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of("pow", "a to the power b; derivative 0 for b = 0")
          .binary(0.4, 2, Pow::of)
          .op("pow", a -> new Pow());

  private static final Pow OP = new Pow();

  Pow() {
    super("pow", BinaryKernel.POW);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(b).mul(a.pow(b.sub(1))).where(b.ne(0), 0);
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(y).mul(a.log()).where(a.ne(0).or(b.lt(0)), 0);
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** The quotient rounded to zero; integers stay integers. */
public final class TruncDivide extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of("truncDivide", "the quotient rounded to zero; integers stay integers")
          .notDifferentiable()
          .binary(0.4, 2, TruncDivide::of)
          .op("truncDivide", a -> new TruncDivide());

  private static final TruncDivide OP = new TruncDivide();

  TruncDivide() {
    super("truncDivide", BinaryKernel.TRUNC_DIVIDE);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return Zeros.like(g);
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return Zeros.like(g);
  }
}

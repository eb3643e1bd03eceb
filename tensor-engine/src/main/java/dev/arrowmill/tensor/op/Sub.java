package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** A - b. */
public final class Sub extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of("sub", "a - b").binary(-2, 2, Sub::of).op("sub", a -> new Sub());

  private static final Sub OP = new Sub();

  Sub() {
    super("sub", BinaryKernel.SUB);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    if (a.dtype() == DType.BOOL && b.dtype() == DType.BOOL) {
      throw new IllegalArgumentException("sub: not defined for bool; use xor, or toType");
    }
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g;
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.neg();
  }
}

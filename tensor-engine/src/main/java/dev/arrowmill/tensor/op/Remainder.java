package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** Remainder of the sign of b, as in Python; derivatives 1, -floor(a / b). */
public final class Remainder extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of(
              "remainder", "remainder of the sign of b, as in Python; derivatives 1, -floor(a / b)")
          .binary(0.4, 2, Remainder::of)
          .op("remainder", a -> new Remainder());

  private static final Remainder OP = new Remainder();

  Remainder() {
    super("remainder", BinaryKernel.REMAINDER);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g;
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(a.div(b).floor()).neg();
  }
}

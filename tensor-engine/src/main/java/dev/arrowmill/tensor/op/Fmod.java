package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** Remainder of the sign of a, as in C; derivatives 1, -trunc(a / b). */
public final class Fmod extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of("fmod", "remainder of the sign of a, as in C; derivatives 1, -trunc(a / b)")
          .binary(0.4, 2, Fmod::of)
          .op("fmod", a -> new Fmod());

  private static final Fmod OP = new Fmod();

  Fmod() {
    super("fmod", BinaryKernel.FMOD);
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
    return g.mul(a.div(b).trunc()).neg();
  }
}

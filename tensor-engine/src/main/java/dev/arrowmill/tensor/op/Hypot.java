package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** Sqrt(a^2 + b^2) without overflow; derivatives a / y, b / y. */
public final class Hypot extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of("hypot", "sqrt(a^2 + b^2) without overflow; derivatives a / y, b / y")
          .binary(0.4, 2, Hypot::of)
          .op("hypot", a -> new Hypot());

  private static final Hypot OP = new Hypot();

  Hypot() {
    super("hypot", BinaryKernel.HYPOT);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(a).div(y);
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(b).div(y);
  }
}

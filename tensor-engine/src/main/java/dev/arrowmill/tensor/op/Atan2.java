package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** Angle of the point (b, a); derivatives b / (a^2 + b^2), -a / (a^2 + b^2). */
public final class Atan2 extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of("atan2", "angle of the point (b, a); derivatives b / (a^2 + b^2), -a / (a^2 + b^2)")
          .binary(0.4, 2, Atan2::of)
          .op("atan2", a -> new Atan2());

  private static final Atan2 OP = new Atan2();

  Atan2() {
    super("atan2", BinaryKernel.ATAN2);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(b).div(a.square().add(b.square()));
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(a).div(a.square().add(b.square())).neg();
  }
}

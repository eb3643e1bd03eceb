package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** A * b. */
public final class Mul extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of("mul", "a * b").binary(-2, 2, Mul::of).op("mul", a -> new Mul());

  private static final Mul OP = new Mul();

  Mul() {
    super("mul", BinaryKernel.MUL);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(b);
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(a);
  }
}

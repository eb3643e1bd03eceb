package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** The quotient rounded down; integers stay integers. */
public final class FloorDivide extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of("floorDivide", "the quotient rounded down; integers stay integers")
          .notDifferentiable()
          .binary(0.4, 2, FloorDivide::of)
          .op("floorDivide", a -> new FloorDivide());

  private static final FloorDivide OP = new FloorDivide();

  FloorDivide() {
    super("floorDivide", BinaryKernel.FLOOR_DIVIDE);
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

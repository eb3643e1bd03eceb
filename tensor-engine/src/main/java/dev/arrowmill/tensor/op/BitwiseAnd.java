package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** Bits that both have; logical for bools. */
public final class BitwiseAnd extends BitwiseOp {
  static final OpSpec SPEC =
      OpSpec.of("bitwiseAnd", "bits that both have; logical for bools")
          .notDifferentiable()
          .sample(BitwiseOp::inputs, t -> of(t[0], t[1]))
          .op("bitwiseAnd", a -> new BitwiseAnd());

  private static final BitwiseAnd OP = new BitwiseAnd();

  BitwiseAnd() {
    super("bitwiseAnd", BinaryKernel.BITWISE_AND);
  }

  /**
   * Elementwise with broadcasting.
   *
   * @throws IllegalArgumentException for floats
   */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.onIntegers(a, b);
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** Bits that either has; logical for bools. */
public final class BitwiseOr extends BitwiseOp {
  static final OpSpec SPEC =
      OpSpec.of("bitwiseOr", "bits that either has; logical for bools")
          .notDifferentiable()
          .sample(BitwiseOp::inputs, t -> of(t[0], t[1]))
          .op("bitwiseOr", a -> new BitwiseOr());

  private static final BitwiseOr OP = new BitwiseOr();

  BitwiseOr() {
    super("bitwiseOr", BinaryKernel.BITWISE_OR);
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

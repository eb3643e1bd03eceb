package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** Bits that exactly one has; logical for bools. */
public final class BitwiseXor extends BitwiseOp {
  static final OpSpec SPEC =
      OpSpec.of("bitwiseXor", "bits that exactly one has; logical for bools")
          .notDifferentiable()
          .sample(BitwiseOp::inputs, t -> of(t[0], t[1]))
          .op("bitwiseXor", a -> new BitwiseXor());

  private static final BitwiseXor OP = new BitwiseXor();

  BitwiseXor() {
    super("bitwiseXor", BinaryKernel.BITWISE_XOR);
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

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** A 2^b, cut to the type. */
public final class BitwiseLeftShift extends BitwiseOp {
  static final OpSpec SPEC =
      OpSpec.of("bitwiseLeftShift", "a 2^b, cut to the type")
          .notDifferentiable()
          .sample(BitwiseOp::inputs, t -> of(t[0], t[1]))
          .op("bitwiseLeftShift", a -> new BitwiseLeftShift());

  private static final BitwiseLeftShift OP = new BitwiseLeftShift();

  BitwiseLeftShift() {
    super("bitwiseLeftShift", BinaryKernel.SHIFT_LEFT);
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

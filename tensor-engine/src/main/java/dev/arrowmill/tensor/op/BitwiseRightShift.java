package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** A / 2^b rounded down. */
public final class BitwiseRightShift extends BitwiseOp {
  static final OpSpec SPEC =
      OpSpec.of("bitwiseRightShift", "a / 2^b rounded down")
          .notDifferentiable()
          .sample(BitwiseOp::inputs, t -> of(t[0], t[1]))
          .op("bitwiseRightShift", a -> new BitwiseRightShift());

  private static final BitwiseRightShift OP = new BitwiseRightShift();

  BitwiseRightShift() {
    super("bitwiseRightShift", BinaryKernel.SHIFT_RIGHT);
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

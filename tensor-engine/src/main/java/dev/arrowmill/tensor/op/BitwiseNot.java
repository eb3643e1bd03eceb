package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** All bits inverted; the opposite for bools. */
public final class BitwiseNot extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("bitwiseNot", "all bits inverted; the opposite for bools")
          .notDifferentiable()
          .sample(r -> new Tensor[] {OpSpec.index(r, 100, 3, 4)}, t -> of(t[0]))
          .op("bitwiseNot", a -> new BitwiseNot());

  private static final BitwiseNot OP = new BitwiseNot();

  BitwiseNot() {
    super("bitwiseNot", UnaryKernel.BITWISE_NOT);
  }

  /**
   * Elementwise.
   *
   * @throws IllegalArgumentException for floats
   */
  public static Tensor of(Tensor x) {
    if (x.dtype().isFloat()) {
      throw new IllegalArgumentException("bitwiseNot: needs integers or bools, got " + x.dtype());
    }
    return x.dtype() == DType.BOOL ? x.not() : OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    throw new AssertionError("bitwiseNot has no gradient");
  }
}

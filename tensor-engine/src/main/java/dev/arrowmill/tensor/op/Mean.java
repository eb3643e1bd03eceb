package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** The mean over dimensions: the sum divided by the count. */
public final class Mean {
  static final OpSpec SPEC =
      OpSpec.of("mean", "sum / count over dimensions")
          .unary(-2, 2, x -> of(x, new int[0], false))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)}, t -> t[0].mean(1));

  private Mean() {}

  /**
   * No dimensions mean all. The mean of nothing is NaN.
   *
   * @throws IllegalArgumentException for integers
   */
  public static Tensor of(Tensor x, int[] dims, boolean keepDim) {
    if (!x.dtype().isFloat()) {
      throw new IllegalArgumentException(
          "mean: needs a float tensor, got " + x.dtype() + "; use toType(FLOAT32)");
    }
    return Sum.of(x, dims, keepDim).div(Axes.of("mean", x, dims, keepDim).count());
  }
}

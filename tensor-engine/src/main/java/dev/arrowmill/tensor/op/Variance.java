package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** Variance and standard deviation by two passes, so that a large mean does no harm. */
public final class Variance {
  static final OpSpec VAR =
      OpSpec.of("var", "mean of (x - mean)^2 over dimensions, divided by count - correction")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 6)}, t -> var(t[0], new int[0], 1, false))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)},
              t -> var(t[0], new int[] {0, 2}, 0, true));
  static final OpSpec STD =
      OpSpec.of("std", "sqrt(var); derivative 0 where it is 0")
          .anySizes(x -> std(x.exp(), new int[] {0, 1, 2}, 0.5, false))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)},
              t -> std(t[0], new int[] {1}, 1, false));

  private Variance() {}

  /**
   * The variance.
   *
   * @param dims none mean all
   * @param correction 1 for the unbiased estimate, 0 for the plain mean; NaN when the count does
   *     not exceed it
   * @throws IllegalArgumentException for integers
   */
  public static Tensor var(Tensor x, int[] dims, double correction, boolean keepDim) {
    Promotion.needsFloat("var", x);
    Tensor d = x.sub(Mean.of(x, dims, true));
    return Mean.corrected(d.square(), dims, keepDim, correction);
  }

  /** The square root of {@link #var}. */
  public static Tensor std(Tensor x, int[] dims, double correction, boolean keepDim) {
    Promotion.needsFloat("std", x);
    return root(var(x, dims, correction, keepDim));
  }

  /** The square root of what is not negative, with derivative 0 at 0. */
  static Tensor root(Tensor x) {
    Tensor zero = x.detach().eq(0);
    Tensor one = Zeros.scalar(x, 1);
    return Where.of(zero, Zeros.scalar(x, 0), Where.of(zero, one, x).sqrt());
  }
}

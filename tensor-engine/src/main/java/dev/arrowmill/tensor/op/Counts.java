package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;

/** Reductions that count or skip elements, as compositions. */
public final class Counts {
  static final OpSpec ALL =
      OpSpec.of("all", "true where no element over dimensions is 0")
          .notDifferentiable()
          .sample(
              r -> new Tensor[] {OpSpec.index(r, 2, 3, 4)}, t -> all(t[0], new int[] {1}, false));
  static final OpSpec ANY =
      OpSpec.of("any", "true where some element over dimensions is not 0")
          .notDifferentiable()
          .sample(
              r -> new Tensor[] {OpSpec.index(r, 2, 3, 4)}, t -> any(t[0], new int[] {0}, true));
  static final OpSpec COUNT_NONZERO =
      OpSpec.of("countNonzero", "number of elements over dimensions that are not 0")
          .notDifferentiable()
          .sample(r -> new Tensor[] {OpSpec.index(r, 2, 3, 4)}, t -> countNonzero(t[0], 1));
  static final OpSpec NANMEAN =
      OpSpec.of("nanmean", "mean over dimensions of what is not NaN")
          .unary(-2, 2, x -> nanmean(x, new int[0], false));
  static final OpSpec NANSUM =
      OpSpec.of("nansum", "sum over dimensions of what is not NaN")
          .unary(-2, 2, x -> nansum(x, new int[0], false));

  private Counts() {}

  /** Whether all elements are not 0; true for none. uint8 stays uint8, others give bool. */
  public static Tensor all(Tensor x, int[] dims, boolean keepDim) {
    return like(x, Sum.of(x.eq(0), dims, keepDim).eq(0));
  }

  /** Whether some element is not 0; false for none. uint8 stays uint8, others give bool. */
  public static Tensor any(Tensor x, int[] dims, boolean keepDim) {
    return like(x, Sum.of(x.ne(0), dims, keepDim).ne(0));
  }

  private static Tensor like(Tensor x, Tensor y) {
    return x.dtype() == DType.UINT8 ? y.toType(DType.UINT8) : y;
  }

  /** How many elements are not 0, int64. */
  public static Tensor countNonzero(Tensor x, int... dims) {
    return Sum.of(x.ne(0), dims, false);
  }

  /** The sum of what is not NaN. */
  public static Tensor nansum(Tensor x, int[] dims, boolean keepDim) {
    Tensor d = x.detach();
    return Sum.of(x.where(d.eq(d), 0), dims, keepDim);
  }

  /** The mean of what is not NaN; NaN when there is none. */
  public static Tensor nanmean(Tensor x, int[] dims, boolean keepDim) {
    Promotion.needsFloat("nanmean", x);
    Tensor d = x.detach();
    Tensor count = Sum.of(d.eq(d), dims, keepDim).toType(x.dtype());
    return nansum(x, dims, keepDim).div(count);
  }
}

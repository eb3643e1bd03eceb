package dev.arrowmill.tensor.golden;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How far a value may be from the truth: {@code absolute + relative * max|truth|}.
 *
 * @param signedZero whether +0 and -0 differ
 */
record GoldenBound(double absolute, double relative, boolean signedZero) {
  /**
   * The bounds of the cases' page. In float64 1e-10, or where PyTorch's own float32 error says that
   * the function is ill-conditioned, eight times that error scaled from float32's to float64's
   * precision: the truth was computed in float64 and has that error itself.
   */
  static GoldenBound of(@Nullable DType precision, double error32) {
    return precision == DType.FLOAT64
        ? new GoldenBound(1e-12, Math.max(1e-10, 8 * error32 * 0x1p-29), false)
        : new GoldenBound(1e-6, Math.max(8 * error32, 2e-6), false);
  }

  /** For results that PyTorch gives in float32: relative to each value, as kernels round. */
  static final GoldenBound SPECIAL = new GoldenBound(0, 4e-6, true);

  /** What differs, or null. */
  @Nullable String difference(Tensor y, Tensor truth) {
    if (!y.shape().equals(truth.shape()) || y.dtype() != truth.dtype()) {
      return " " + y.dtype() + y.shape() + ", expected " + truth.dtype() + truth.shape();
    }
    if (!y.dtype().isFloat()) {
      return whole(y.toLongs(), truth.toLongs());
    }
    double[] a = y.toDoubles();
    double[] b = truth.toDoubles();
    double largest = 0;
    for (double v : b) {
      largest = Double.isFinite(v) ? Math.max(largest, Math.abs(v)) : largest;
    }
    for (int i = 0; i < a.length; i++) {
      double scale = signedZero ? Math.abs(b[i]) : largest;
      double bound = absolute + relative * (Double.isFinite(scale) ? scale : 0);
      if (!same(a[i], b[i]) && !(Math.abs(a[i] - b[i]) <= bound)) {
        return " [" + i + "] is " + a[i] + ", expected " + b[i] + " within " + bound;
      }
    }
    return null;
  }

  /** Whether one value is as near to another as a bound relative to that value says. */
  boolean close(double a, double b) {
    double scale = Double.isFinite(b) ? Math.abs(b) : 0;
    return same(a, b) || Math.abs(a - b) <= absolute + relative * scale;
  }

  private boolean same(double a, double b) {
    return Double.compare(a, b) == 0 || (!signedZero && a == b);
  }

  private static @Nullable String whole(long[] a, long[] b) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        return " [" + i + "] is " + a[i] + ", expected " + b[i];
      }
    }
    return null;
  }
}

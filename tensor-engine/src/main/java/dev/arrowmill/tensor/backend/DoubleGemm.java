package dev.arrowmill.tensor.backend;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The float64 matrix product: plain loops, the same chain over k as in float32. */
public final class DoubleGemm {
  private DoubleGemm() {}

  /** {@code C = bias + A B}, strides as in {@link Backend#gemm}. */
  public static void run(
      int m,
      int n,
      int k,
      double[] a,
      int ao,
      int ars,
      int acs,
      double[] b,
      int bo,
      int brs,
      int bcs,
      double @Nullable [] bias,
      int biasOffset,
      double[] c,
      int co,
      int ldc) {
    for (int i = 0; i < m; i++) {
      int ci = co + i * ldc;
      if (bias == null) {
        Arrays.fill(c, ci, ci + n, 0);
      } else {
        System.arraycopy(bias, biasOffset, c, ci, n);
      }
      for (int p = 0; p < k; p++) {
        double s = a[ao + i * ars + p * acs];
        int at = bo + p * brs;
        for (int j = 0; j < n; j++) {
          c[ci + j] = Math.fma(s, b[at + j * bcs], c[ci + j]);
        }
      }
    }
  }
}

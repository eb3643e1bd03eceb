package dev.arrowmill.tensor.backend;

import org.jspecify.annotations.Nullable;

/** x W^T for one to three rows of x: eight scalar chains side by side, without packing. */
final class GemmDots {
  private GemmDots() {}

  static void run(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      int bcs,
      float @Nullable [] bias,
      int biasOffset,
      float[] c,
      int co,
      int ldc) {
    for (int i = 0; i < m; i++) {
      int ci = co + i * ldc;
      for (int j = 0; j < n; j++) {
        c[ci + j] = bias == null ? 0f : bias[biasOffset + j];
      }
      int j = 0;
      for (; j + 8 <= n; j += 8) {
        eight(k, a, ao + i * ars, acs, b, bo + j * bcs, brs, bcs, c, ci + j);
      }
      for (; j < n; j++) {
        one(k, a, ao + i * ars, acs, b, bo + j * bcs, brs, c, ci + j);
      }
    }
  }

  private static void one(
      int k, float[] a, int ao, int acs, float[] b, int bo, int brs, float[] c, int co) {
    float s = c[co];
    for (int p = 0; p < k; p++) {
      s = Math.fma(a[ao + p * acs], b[bo + p * brs], s);
    }
    c[co] = s;
  }

  private static void eight(
      int k, float[] a, int ao, int acs, float[] b, int bo, int brs, int bcs, float[] c, int co) {
    float s0 = c[co];
    float s1 = c[co + 1];
    float s2 = c[co + 2];
    float s3 = c[co + 3];
    float s4 = c[co + 4];
    float s5 = c[co + 5];
    float s6 = c[co + 6];
    float s7 = c[co + 7];
    for (int p = 0; p < k; p++) {
      float x = a[ao + p * acs];
      int at = bo + p * brs;
      s0 = Math.fma(x, b[at], s0);
      s1 = Math.fma(x, b[at + bcs], s1);
      s2 = Math.fma(x, b[at + 2 * bcs], s2);
      s3 = Math.fma(x, b[at + 3 * bcs], s3);
      s4 = Math.fma(x, b[at + 4 * bcs], s4);
      s5 = Math.fma(x, b[at + 5 * bcs], s5);
      s6 = Math.fma(x, b[at + 6 * bcs], s6);
      s7 = Math.fma(x, b[at + 7 * bcs], s7);
    }
    c[co] = s0;
    c[co + 1] = s1;
    c[co + 2] = s2;
    c[co + 3] = s3;
    c[co + 4] = s4;
    c[co + 5] = s5;
    c[co + 6] = s6;
    c[co + 7] = s7;
  }
}

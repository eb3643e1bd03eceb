package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The product whose left side is read through tables of places; tiles of 4 rows. */
final class SimdIndirect {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Steps of k whose part of B stays in the first cache. */
  private static final int KC = 256;

  /** Rows that share a part of B. */
  private static final int ROWS = 192;

  private SimdIndirect() {}

  static void run(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int[] rows,
      int from,
      int[] steps,
      float[] b,
      int bo,
      boolean add,
      float[] c,
      int co) {
    for (int r = 0; r < m; r += ROWS) {
      int end = Math.min(m, r + ROWS);
      for (int p = 0; p < k; p += KC) {
        int stop = Math.min(k, p + KC);
        boolean fresh = p == 0 && !add;
        for (int j = 0; j < n; ) {
          int w = width((n - j) / L);
          int i = r;
          for (; GemmTilesWide.ON && w == 2 && i + 8 <= end; i += 8) {
            int at = from + i;
            SimdIndirectWide.rows8(
                p,
                stop,
                a,
                ao + rows[at],
                ao + rows[at + 1],
                ao + rows[at + 2],
                ao + rows[at + 3],
                ao + rows[at + 4],
                ao + rows[at + 5],
                ao + rows[at + 6],
                ao + rows[at + 7],
                steps,
                b,
                bo + j,
                n,
                fresh,
                c,
                co + i * n + j);
          }
          for (; i < end; i += 4) {
            int at = from + i;
            int a0 = ao + rows[at];
            int a1 = ao + rows[at + 1];
            int a2 = ao + rows[at + 2];
            int a3 = ao + rows[at + 3];
            int to = co + i * n + j;
            int bj = bo + j;
            switch (w) {
              case 3 -> tile3(p, stop, a, a0, a1, a2, a3, steps, b, bj, n, fresh, c, to);
              case 2 -> tile2(p, stop, a, a0, a1, a2, a3, steps, b, bj, n, fresh, c, to);
              default -> tile1(p, stop, a, a0, a1, a2, a3, steps, b, bj, n, fresh, c, to);
            }
          }
          j += w * L;
        }
      }
    }
  }

  private static int width(int vectorsLeft) {
    return vectorsLeft == 4 ? 2 : Math.min(vectorsLeft, 3);
  }

  private static void tile3(
      int from,
      int end,
      float[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      int[] steps,
      float[] b,
      int bo,
      int ld,
      boolean fresh,
      float[] c,
      int co) {
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = FloatVector.zero(S);
    FloatVector c02 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c11 = FloatVector.zero(S);
    FloatVector c12 = FloatVector.zero(S);
    FloatVector c20 = FloatVector.zero(S);
    FloatVector c21 = FloatVector.zero(S);
    FloatVector c22 = FloatVector.zero(S);
    FloatVector c30 = FloatVector.zero(S);
    FloatVector c31 = FloatVector.zero(S);
    FloatVector c32 = FloatVector.zero(S);
    if (!fresh) {
      c00 = FloatVector.fromArray(S, c, co);
      c01 = FloatVector.fromArray(S, c, co + L);
      c02 = FloatVector.fromArray(S, c, co + 2 * L);
      c10 = FloatVector.fromArray(S, c, co + ld);
      c11 = FloatVector.fromArray(S, c, co + ld + L);
      c12 = FloatVector.fromArray(S, c, co + ld + 2 * L);
      c20 = FloatVector.fromArray(S, c, co + 2 * ld);
      c21 = FloatVector.fromArray(S, c, co + 2 * ld + L);
      c22 = FloatVector.fromArray(S, c, co + 2 * ld + 2 * L);
      c30 = FloatVector.fromArray(S, c, co + 3 * ld);
      c31 = FloatVector.fromArray(S, c, co + 3 * ld + L);
      c32 = FloatVector.fromArray(S, c, co + 3 * ld + 2 * L);
    }
    int at = bo + from * ld;
    for (int p = from; p < end; p++) {
      int k = steps[p];
      FloatVector b0 = FloatVector.fromArray(S, b, at);
      FloatVector b1 = FloatVector.fromArray(S, b, at + L);
      FloatVector b2 = FloatVector.fromArray(S, b, at + 2 * L);
      FloatVector v = FloatVector.broadcast(S, a[a0 + k]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      c02 = v.fma(b2, c02);
      v = FloatVector.broadcast(S, a[a1 + k]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      c12 = v.fma(b2, c12);
      v = FloatVector.broadcast(S, a[a2 + k]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      c22 = v.fma(b2, c22);
      v = FloatVector.broadcast(S, a[a3 + k]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      c32 = v.fma(b2, c32);
      at += ld;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + L);
    c02.intoArray(c, co + 2 * L);
    c10.intoArray(c, co + ld);
    c11.intoArray(c, co + ld + L);
    c12.intoArray(c, co + ld + 2 * L);
    c20.intoArray(c, co + 2 * ld);
    c21.intoArray(c, co + 2 * ld + L);
    c22.intoArray(c, co + 2 * ld + 2 * L);
    c30.intoArray(c, co + 3 * ld);
    c31.intoArray(c, co + 3 * ld + L);
    c32.intoArray(c, co + 3 * ld + 2 * L);
  }

  private static void tile2(
      int from,
      int end,
      float[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      int[] steps,
      float[] b,
      int bo,
      int ld,
      boolean fresh,
      float[] c,
      int co) {
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c11 = FloatVector.zero(S);
    FloatVector c20 = FloatVector.zero(S);
    FloatVector c21 = FloatVector.zero(S);
    FloatVector c30 = FloatVector.zero(S);
    FloatVector c31 = FloatVector.zero(S);
    if (!fresh) {
      c00 = FloatVector.fromArray(S, c, co);
      c01 = FloatVector.fromArray(S, c, co + L);
      c10 = FloatVector.fromArray(S, c, co + ld);
      c11 = FloatVector.fromArray(S, c, co + ld + L);
      c20 = FloatVector.fromArray(S, c, co + 2 * ld);
      c21 = FloatVector.fromArray(S, c, co + 2 * ld + L);
      c30 = FloatVector.fromArray(S, c, co + 3 * ld);
      c31 = FloatVector.fromArray(S, c, co + 3 * ld + L);
    }
    int at = bo + from * ld;
    for (int p = from; p < end; p++) {
      int k = steps[p];
      FloatVector b0 = FloatVector.fromArray(S, b, at);
      FloatVector b1 = FloatVector.fromArray(S, b, at + L);
      FloatVector v = FloatVector.broadcast(S, a[a0 + k]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      v = FloatVector.broadcast(S, a[a1 + k]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      v = FloatVector.broadcast(S, a[a2 + k]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      v = FloatVector.broadcast(S, a[a3 + k]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      at += ld;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + L);
    c10.intoArray(c, co + ld);
    c11.intoArray(c, co + ld + L);
    c20.intoArray(c, co + 2 * ld);
    c21.intoArray(c, co + 2 * ld + L);
    c30.intoArray(c, co + 3 * ld);
    c31.intoArray(c, co + 3 * ld + L);
  }

  private static void tile1(
      int from,
      int end,
      float[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      int[] steps,
      float[] b,
      int bo,
      int ld,
      boolean fresh,
      float[] c,
      int co) {
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c20 = FloatVector.zero(S);
    FloatVector c30 = FloatVector.zero(S);
    if (!fresh) {
      c00 = FloatVector.fromArray(S, c, co);
      c10 = FloatVector.fromArray(S, c, co + ld);
      c20 = FloatVector.fromArray(S, c, co + 2 * ld);
      c30 = FloatVector.fromArray(S, c, co + 3 * ld);
    }
    int at = bo + from * ld;
    for (int p = from; p < end; p++) {
      int k = steps[p];
      FloatVector b0 = FloatVector.fromArray(S, b, at);
      FloatVector v = FloatVector.broadcast(S, a[a0 + k]);
      c00 = v.fma(b0, c00);
      v = FloatVector.broadcast(S, a[a1 + k]);
      c10 = v.fma(b0, c10);
      v = FloatVector.broadcast(S, a[a2 + k]);
      c20 = v.fma(b0, c20);
      v = FloatVector.broadcast(S, a[a3 + k]);
      c30 = v.fma(b0, c30);
      at += ld;
    }
    c00.intoArray(c, co);
    c10.intoArray(c, co + ld);
    c20.intoArray(c, co + 2 * ld);
    c30.intoArray(c, co + 3 * ld);
  }
}

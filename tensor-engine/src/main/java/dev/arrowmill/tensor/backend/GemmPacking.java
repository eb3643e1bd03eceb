package dev.arrowmill.tensor.backend;

import jdk.incubator.vector.FloatVector;

/** Copies parts of matrices into the order in which tiles read them. */
final class GemmPacking {
  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  /** Steps of k that are turned at once, so that lines of source and target stay in the cache. */
  private static final int BLOCK = 128;

  private GemmPacking() {}

  /**
   * Copies w columns of B into a panel of whole vectors, k-major, padded with zeros.
   *
   * @param w at most three vectors
   */
  static void panel(int kc, int w, float[] b, int bo, int brs, int bcs, float[] panel, int to) {
    int wide = (w + L - 1) / L * L;
    if (bcs == 1) {
      straight(kc, w, wide, b, bo, brs, panel, to);
      return;
    }
    if (w < wide) {
      java.util.Arrays.fill(panel, to, to + kc * wide, 0f);
    }
    if (brs != 1) {
      for (int p = 0; p < kc; p++) {
        for (int j = 0; j < w; j++) {
          panel[to + p * wide + j] = b[bo + p * brs + j * bcs];
        }
      }
    } else if (wide == 3 * L) {
      turned3(kc, w, b, bo, bcs, panel, to);
    } else if (wide == 2 * L) {
      turned2(kc, w, b, bo, bcs, panel, to);
    } else {
      turned1(kc, w, b, bo, bcs, panel, to);
    }
  }

  private static void straight(
      int kc, int w, int wide, float[] b, int bo, int brs, float[] panel, int to) {
    for (int p = 0; p < kc; p++) {
      int at = to + p * wide;
      System.arraycopy(b, bo + p * brs, panel, at, w);
      for (int j = w; j < wide; j++) {
        panel[at + j] = 0f;
      }
    }
  }

  private static void turned3(int kc, int w, float[] b, int bo, int bcs, float[] panel, int to) {
    for (int p0 = 0; p0 < kc; p0 += BLOCK) {
      int n = Math.min(BLOCK, kc - p0);
      for (int j = 0; j < w; j++) {
        int from = bo + j * bcs + p0;
        int at = to + p0 * 3 * L + j;
        for (int p = 0; p < n; p++) {
          panel[at + p * 3 * L] = b[from + p];
        }
      }
    }
  }

  private static void turned2(int kc, int w, float[] b, int bo, int bcs, float[] panel, int to) {
    for (int p0 = 0; p0 < kc; p0 += BLOCK) {
      int n = Math.min(BLOCK, kc - p0);
      for (int j = 0; j < w; j++) {
        int from = bo + j * bcs + p0;
        int at = to + p0 * 2 * L + j;
        for (int p = 0; p < n; p++) {
          panel[at + p * 2 * L] = b[from + p];
        }
      }
    }
  }

  private static void turned1(int kc, int w, float[] b, int bo, int bcs, float[] panel, int to) {
    for (int p0 = 0; p0 < kc; p0 += BLOCK) {
      int n = Math.min(BLOCK, kc - p0);
      for (int j = 0; j < w; j++) {
        int from = bo + j * bcs + p0;
        int at = to + p0 * L + j;
        for (int p = 0; p < n; p++) {
          panel[at + p * L] = b[from + p];
        }
      }
    }
  }

  /** Copies rows of A, k-major: element (i, p) goes to {@code to + p * rows + i}. */
  static void rows(int rows, int kc, float[] a, int ao, int ars, int acs, float[] panel, int to) {
    if (ars == 1) {
      if (rows == L) {
        for (int p = 0; p < kc; p++) {
          FloatVector.fromArray(FloatVector.SPECIES_PREFERRED, a, ao + p * acs)
              .intoArray(panel, to + p * L);
        }
        return;
      }
      for (int p = 0; p < kc; p++) {
        System.arraycopy(a, ao + p * acs, panel, to + p * rows, rows);
      }
      return;
    }
    for (int p = 0; p < kc; p++) {
      for (int i = 0; i < rows; i++) {
        panel[to + p * rows + i] = a[ao + i * ars + p * acs];
      }
    }
  }

  /** Writes columns of a tile as rows of C: element (r, i) goes to {@code co + i * ldc + r}. */
  static void turnOut(int band, int mw, float[] tile, int wide, float[] c, int co, int ldc) {
    for (int i = 0; i < mw; i++) {
      int at = co + i * ldc;
      for (int r = 0; r < band; r++) {
        c[at + r] = tile[r * wide + i];
      }
    }
  }
}

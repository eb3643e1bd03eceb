package dev.arrowmill.tensor.backend;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * The blocked matrix product. Which path a shape takes is a fixed rule, and no path changes the
 * order of any element's chain: blocks of k store C and load it again, so the chain goes on where
 * it was.
 */
final class SimdGemm {
  /*
   * Paths:
   * - rows: tiles of 6 rows by 2 vectors over C. B is used in place when its rows are contiguous and
   *   few rows of A reuse it, else packed into panels, KC steps of k at a time.
   * - swapped, for x W^T with few rows of x: C^T = W x^T. The small x is packed instead of the large W;
   *   tiles of C^T are written back transposed.
   * A last panel narrower than a vector is padded with zeros in a buffer; a lane that is padding never
   * meets one that is not.
   */
  private static final int L = FloatVector.SPECIES_PREFERRED.length();
  private static final int NR = 2 * L;
  private static final int KC = 256;
  private static final int NC = 1024;
  private static final int PACK_ROWS = 48;
  private static final int SWAP_ROWS = 128;
  private static final int BAND = 12;

  private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

  private SimdGemm() {}

  private static final class Buffers {
    private float[] panel = new float[0];
    private float[] tile = new float[0];

    private float[] panel(int n) {
      if (panel.length < n) {
        panel = new float[n];
      }
      return panel;
    }

    private float[] tile(int n) {
      if (tile.length < n) {
        tile = new float[n];
      }
      return tile;
    }
  }

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
    if (m == 0 || n == 0) {
      return;
    }
    if (bcs != 1 && (m < SWAP_ROWS || n < L)) {
      swapped(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, bias, biasOffset, c, co, ldc);
      return;
    }
    for (int i = 0; i < m; i++) {
      if (bias == null) {
        Arrays.fill(c, co + i * ldc, co + i * ldc + n, 0f);
      } else {
        System.arraycopy(bias, biasOffset, c, co + i * ldc, n);
      }
    }
    boolean pack = bcs != 1 || m >= PACK_ROWS;
    for (int j = 0; j < n; j += NC) {
      int nc = Math.min(NC, n - j);
      for (int p = 0; p < k; p += KC) {
        int kc = Math.min(KC, k - p);
        int at = bo + p * brs + j * bcs;
        rows(m, nc, kc, a, ao + p * acs, ars, acs, b, at, brs, bcs, pack, c, co + j, ldc);
      }
    }
  }

  private static void rows(
      int m,
      int n,
      int kc,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      int bcs,
      boolean pack,
      float[] c,
      int co,
      int ldc) {
    Buffers buffers = BUFFERS.get();
    int whole = n / L * L;
    int packedWidth = pack ? (n + L - 1) / L * L : (n > whole ? L : 0);
    int packedA = acs != 1 && n >= 2 * NR ? 6 * kc : 0;
    float[] panel = buffers.panel(packedWidth * kc + packedA);
    if (pack) {
      for (int j = 0; j < n; j += NR) {
        packPanel(kc, Math.min(NR, n - j), b, bo + j * bcs, brs, bcs, panel, j * kc);
      }
    } else if (n > whole) {
      packPanel(kc, n - whole, b, bo + whole, brs, bcs, panel, 0);
    }
    float[] edge = n > whole ? buffers.tile(6 * L) : panel;
    for (int i = 0; i < m; ) {
      int mr = height(m - i);
      float[] ta = a;
      int tao = ao + i * ars;
      int tars = ars;
      int tacs = acs;
      if (packedA > 0) {
        tao = packedWidth * kc;
        packRows(mr, kc, a, ao + i * ars, ars, acs, panel, tao);
        ta = panel;
        tars = 1;
        tacs = mr;
      }
      int ci = co + i * ldc;
      int j = 0;
      for (; j + NR <= whole; j += NR) {
        if (pack) {
          GemmTiles2.run(mr, kc, ta, tao, tars, tacs, panel, j * kc, NR, c, ci + j, ldc);
        } else {
          GemmTiles2.run(mr, kc, ta, tao, tars, tacs, b, bo + j, brs, c, ci + j, ldc);
        }
      }
      int bs = pack ? Math.min(NR, (n - j + L - 1) / L * L) : brs;
      if (j < whole) {
        float[] src = pack ? panel : b;
        GemmTiles1.run(
            mr, kc, ta, tao, tars, tacs, src, pack ? j * kc : bo + j, bs, c, ci + j, ldc);
      }
      if (whole < n) {
        int at = pack ? j * kc + (whole - j) : 0;
        edge(
            mr,
            n - whole,
            kc,
            ta,
            tao,
            tars,
            tacs,
            panel,
            at,
            pack ? bs : L,
            edge,
            c,
            ci + whole,
            ldc);
      }
      i += mr;
    }
  }

  /** A tile narrower than a vector: C goes through a padded buffer. */
  private static void edge(
      int mr,
      int w,
      int kc,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] panel,
      int at,
      int bs,
      float[] edge,
      float[] c,
      int co,
      int ldc) {
    for (int i = 0; i < mr; i++) {
      System.arraycopy(c, co + i * ldc, edge, i * L, w);
    }
    GemmTiles1.run(mr, kc, a, ao, ars, acs, panel, at, bs, edge, 0, L);
    for (int i = 0; i < mr; i++) {
      System.arraycopy(edge, i * L, c, co + i * ldc, w);
    }
  }

  private static void swapped(
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
    Buffers buffers = BUFFERS.get();
    for (int i = 0; i < m; i += NR) {
      int mw = Math.min(NR, m - i);
      int wide = mw > L ? NR : L;
      float[] panel = buffers.panel(k * wide);
      packPanel(k, mw, a, ao + i * ars, acs, ars, panel, 0);
      float[] tile = buffers.tile(BAND * NR);
      for (int j = 0; j < n; j += BAND) {
        int band = Math.min(BAND, n - j);
        for (int r = 0; r < band; r++) {
          Arrays.fill(
              tile, r * wide, r * wide + wide, bias == null ? 0f : bias[biasOffset + j + r]);
        }
        for (int r = 0; r < band; ) {
          int mr = height(band - r);
          int at = bo + (j + r) * bcs;
          if (wide == NR) {
            GemmTiles2.run(mr, k, b, at, bcs, brs, panel, 0, NR, tile, r * wide, wide);
          } else {
            GemmTiles1.run(mr, k, b, at, bcs, brs, panel, 0, L, tile, r * wide, wide);
          }
          r += mr;
        }
        transposeOut(band, mw, tile, wide, c, co + i * ldc + j, ldc);
      }
    }
  }

  private static void transposeOut(
      int band, int mw, float[] tile, int wide, float[] c, int co, int ldc) {
    for (int i = 0; i < mw; i++) {
      int at = co + i * ldc;
      for (int r = 0; r < band; r++) {
        c[at + r] = tile[r * wide + i];
      }
    }
  }

  private static int height(int rowsLeft) {
    return rowsLeft >= 6 ? 6 : rowsLeft >= 4 ? 4 : rowsLeft >= 2 ? 2 : 1;
  }

  /** Copies w columns of B into a panel of whole vectors, k-major, padded with zeros. */
  private static void packPanel(
      int kc, int w, float[] b, int bo, int brs, int bcs, float[] panel, int to) {
    int wide = (w + L - 1) / L * L;
    for (int p = 0; p < kc; p++) {
      int from = bo + p * brs;
      int at = to + p * wide;
      if (bcs == 1) {
        System.arraycopy(b, from, panel, at, w);
      } else {
        for (int j = 0; j < w; j++) {
          panel[at + j] = b[from + j * bcs];
        }
      }
      for (int j = w; j < wide; j++) {
        panel[at + j] = 0f;
      }
    }
  }

  private static void packRows(
      int mr, int kc, float[] a, int ao, int ars, int acs, float[] panel, int to) {
    for (int p = 0; p < kc; p++) {
      for (int i = 0; i < mr; i++) {
        panel[to + p * mr + i] = a[ao + i * ars + p * acs];
      }
    }
  }
}

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
   * - rows: tiles of 4 rows by up to 3 vectors over C (that shape does not spill on 16 registers, on JDK
   *   17 and 25), of 8 rows by 2 vectors with 32 registers. B is used in place when its rows are contiguous and few rows of A reuse it, else packed
   *   into panels, KC steps of k at a time.
   * - dots, for x W^T with so few rows of x that most lanes would be padding: scalar chains.
   * - swapped, for x W^T with few rows of x: C^T = W x^T. The small x is packed instead of the large W;
   *   tiles of C^T are written back transposed.
   * A last panel narrower than a vector is padded with zeros in a buffer; a lane that is padding never
   * meets one that is not.
   */
  private static final int L = FloatVector.SPECIES_PREFERRED.length();
  private static final boolean WIDE = GemmTilesWide.ON;
  private static final int KC = 256;
  private static final int NC = 1024;
  private static final int PACK_ROWS = 48;
  private static final int SWAP_ROWS = 128;
  private static final int BAND = 16;

  /** Steps of k up to which A's columns are read in place. */
  private static final int SHORT = 32;

  private static final float[] ZEROS = new float[3 * L];

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
    if (bcs != 1 && m * 5 <= L) {
      GemmDots.run(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, bias, biasOffset, c, co, ldc);
      return;
    }
    if (bcs != 1 && (m < SWAP_ROWS || n < L)) {
      swapped(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, bias, biasOffset, c, co, ldc);
      return;
    }
    boolean pack = bcs != 1 || m >= PACK_ROWS;
    for (int j = 0; j < n; j += NC) {
      int nc = Math.min(NC, n - j);
      for (int p = 0; p == 0 || p < k; p += KC) {
        int kc = Math.min(KC, k - p);
        int at = bo + p * brs + j * bcs;
        int aAt = ao + p * acs;
        if (p > 0) {
          rows(
              m, nc, kc, a, aAt, ars, acs, b, at, brs, bcs, pack, c, co + j, ldc, 1, c, co + j,
              ldc);
        } else if (bias == null) {
          rows(m, nc, kc, a, aAt, ars, acs, b, at, brs, bcs, pack, ZEROS, 0, 0, 0, c, co + j, ldc);
        } else {
          rows(
              m,
              nc,
              kc,
              a,
              aAt,
              ars,
              acs,
              b,
              at,
              brs,
              bcs,
              pack,
              bias,
              biasOffset + j,
              0,
              1,
              c,
              co + j,
              ldc);
        }
      }
    }
  }

  /**
   * C = init + A B over a block of k.
   *
   * @param init element (i, j) lies at {@code io + i * ild + j * ics}; C itself, a bias or zeros
   * @param ics 1, or 0 when init is all zeros
   */
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
      float[] init,
      int io,
      int ild,
      int ics,
      float[] c,
      int co,
      int ldc) {
    Buffers buffers = BUFFERS.get();
    int whole = n / L * L;
    int edge = n > whole ? L : 0;
    int packed = ((pack ? whole : 0) + edge) * kc;
    boolean packA = acs != 1 && n >= 4 * L && kc > SHORT;
    float[] panel = buffers.panel(packed + (packA ? L * kc : 0));
    for (int j = 0; pack && j < whole; ) {
      int w = width((whole - j) / L) * L;
      GemmPacking.panel(kc, w, b, bo + j * bcs, brs, bcs, panel, j * kc);
      j += w;
    }
    int edgeAt = packed - edge * kc;
    if (edge > 0) {
      GemmPacking.panel(kc, n - whole, b, bo + whole * bcs, brs, bcs, panel, edgeAt);
    }
    float[] tile = buffers.tile(8 * L);
    for (int i = 0; i < m; ) {
      int inChunk = i % L;
      int chunk = Math.min(L, m - i + inChunk);
      if (packA && inChunk == 0) {
        GemmPacking.rows(chunk, kc, a, ao + i * ars, ars, acs, panel, packed);
      }
      int mr = height(m - i, WIDE ? 8 : 4);
      float[] ta = packA ? panel : a;
      int tao = packA ? packed + inChunk : ao + i * ars;
      int tars = packA ? 1 : ars;
      int tacs = packA ? chunk : acs;
      int ci = co + i * ldc;
      int ii = io + i * ild;
      for (int j = 0; j < whole; ) {
        int w = width((whole - j) / L);
        float[] tb = pack ? panel : b;
        int tbo = pack ? j * kc : bo + j;
        int tbs = pack ? w * L : brs;
        tile(w, mr, kc, ta, tao, tars, tacs, tb, tbo, tbs, init, ii + j * ics, ild, c, ci + j, ldc);
        j += w * L;
      }
      if (edge > 0) {
        int at = ci + whole;
        for (int r = 0; r < mr; r++) {
          System.arraycopy(init, ii + r * ild + whole * ics, tile, r * L, n - whole);
        }
        edge(mr, n - whole, kc, ta, tao, tars, tacs, panel, edgeAt, tile, c, at, ldc);
      }
      i += mr;
    }
  }

  /** Vectors of the next panel: 3, but rather 2 and 2 than 3 and 1. */
  private static int width(int vectorsLeft) {
    return WIDE ? Math.min(vectorsLeft, 2) : vectorsLeft == 4 ? 2 : Math.min(vectorsLeft, 3);
  }

  private static int height(int rowsLeft, int most) {
    return rowsLeft >= most ? most : rowsLeft >= 4 ? 4 : rowsLeft >= 2 ? 2 : 1;
  }

  private static void tile(
      int width,
      int mr,
      int kc,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int bs,
      float[] init,
      int io,
      int ild,
      float[] c,
      int co,
      int ldc) {
    switch (width) {
      case 3 -> GemmTiles3.run(mr, kc, a, ao, ars, acs, b, bo, bs, init, io, ild, c, co, ldc);
      case 2 -> GemmTiles2.run(mr, kc, a, ao, ars, acs, b, bo, bs, init, io, ild, c, co, ldc);
      default -> GemmTiles1.run(mr, kc, a, ao, ars, acs, b, bo, bs, init, io, ild, c, co, ldc);
    }
  }

  /** A tile narrower than a vector, whose buffer holds the initial values. */
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
      float[] edge,
      float[] c,
      int co,
      int ldc) {
    GemmTiles1.run(mr, kc, a, ao, ars, acs, panel, at, L, edge, 0, L, edge, 0, L);
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
    for (int i = 0; i < m; ) {
      int width = width((m - i + L - 1) / L);
      int wide = width * L;
      int mw = Math.min(wide, m - i);
      float[] panel = buffers.panel(k * wide);
      GemmPacking.panel(k, mw, a, ao + i * ars, acs, ars, panel, 0);
      float[] tile = buffers.tile(BAND * wide);
      for (int j = 0; j < n; j += BAND) {
        int band = Math.min(BAND, n - j);
        for (int r = 0; r < band; r++) {
          Arrays.fill(
              tile, r * wide, r * wide + wide, bias == null ? 0f : bias[biasOffset + j + r]);
        }
        for (int r = 0; r < band; ) {
          int mr = height(band - r, width == 1 || WIDE ? 8 : 4);
          int at = bo + (j + r) * bcs;
          int to = r * wide;
          tile(width, mr, k, b, at, bcs, brs, panel, 0, wide, tile, to, wide, tile, to, wide);
          r += mr;
        }
        GemmPacking.turnOut(band, mw, tile, wide, c, co + i * ldc + j, ldc);
      }
      i += mw;
    }
  }
}

package dev.arrowmill.tensor.emit;

import dev.arrowmill.tensor.backend.Backends;
import java.util.Arrays;

/**
 * Walks several short rows at once, as one run of elements: what repeats by rows or columns is laid
 * out in scratch memory. Used where a row is too short to fill vectors well.
 */
final class TiledRows {
  /** The longest row that is tiled; beyond, laying out costs more than it saves. */
  static final int LONGEST = 32;

  private static final int ROW_BLOCK = 256;

  private final Segment segment;
  private final Access[] access;
  private final boolean[] inMask;
  private final boolean[] outMask;
  private final Fold[] folds;

  /**
   * For one kernel.
   *
   * @param segment its code with all slots as runs, except for scalars
   */
  TiledRows(Segment segment, Access[] access, boolean[] inMask, boolean[] outMask, Fold[] folds) {
    this.segment = segment;
    this.access = access;
    this.inMask = inMask;
    this.outMask = outMask;
    this.folds = folds;
  }

  /** Rows from..to of the run that the scratch holds. */
  void rows(Scratch s, int from, int to) {
    int each = Math.min(to - from, Scratch.BLOCK / s.columns);
    prepare(s, each);
    for (int r = from; r < to; r += each) {
      int k = Math.min(each, to - r);
      tile(s, r, k);
      for (int i = 0; i < folds.length; i++) {
        for (int j = 0; folds[i] == Fold.ROW_SUM && j < k; j++) {
          float[] sums = (float[]) s.dst[i];
          sums[s.dstAt[i] + r + j] = Backends.get().sum(s.out[i], j * s.columns, s.columns);
        }
      }
    }
  }

  /** All columns, summed where the kernel says so. */
  void columns(Scratch s, int rows) {
    int each = Math.min(rows, Math.min(ROW_BLOCK, Scratch.BLOCK / s.columns));
    prepare(s, each);
    for (int i = 0; i < folds.length; i++) {
      if (folds[i] == Fold.COLUMN_SUM) {
        Arrays.fill((float[]) s.dst[i], s.dstAt[i], s.dstAt[i] + s.columns, 0f);
      }
    }
    for (int start = 0; start < rows; start += ROW_BLOCK) {
      int end = Math.min(rows, start + ROW_BLOCK);
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] == Fold.COLUMN_SUM) {
          Arrays.fill(s.sum(i), 0, s.columns, 0f);
        }
      }
      for (int r = start; r < end; r += each) {
        int k = Math.min(each, end - r);
        tile(s, r, k);
        addRows(s, k);
      }
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] == Fold.COLUMN_SUM) {
          add(s.sum(i), 0, (float[]) s.dst[i], s.dstAt[i], s.columns);
        }
      }
    }
  }

  private void addRows(Scratch s, int k) {
    for (int i = 0; i < folds.length; i++) {
      if (folds[i] == Fold.COLUMN_SUM) {
        if (s.columns == 1) {
          s.sum(i)[0] = chain(s.sum(i)[0], s.out[i], k);
          continue;
        }
        for (int j = 0; j < k; j++) {
          add(s.out[i], j * s.columns, s.sum(i), 0, s.columns);
        }
      }
    }
  }

  private static float chain(float start, float[] x, int n) {
    float sum = start;
    for (int j = 0; j < n; j++) {
      sum += x[j];
    }
    return sum;
  }

  private static void add(float[] x, int from, float[] y, int at, int n) {
    for (int j = 0; j < n; j++) {
      y[at + j] += x[from + j];
    }
  }

  private void prepare(Scratch s, int each) {
    for (int i = 0; i < access.length; i++) {
      if (access[i] == Access.ROW) {
        float[] to = s.inBlock(i);
        if (inMask[i]) {
          Masks.read((byte[]) s.src[i], s.srcAt[i], to, s.columns);
        } else {
          System.arraycopy(s.src[i], s.srcAt[i], to, 0, s.columns);
        }
        for (int j = 1; j < each; j++) {
          System.arraycopy(to, 0, to, j * s.columns, s.columns);
        }
        s.in[i] = to;
      } else if (access[i] == Access.COLUMN) {
        s.in[i] = s.inBlock(i);
      }
    }
  }

  /** Rows r..r+k. */
  private void tile(Scratch s, int r, int k) {
    int n = k * s.columns;
    for (int i = 0; i < access.length; i++) {
      s.at[i] = slot(s, i, r, k);
    }
    for (int i = 0; i < folds.length; i++) {
      boolean held = outMask[i] || folds[i] != Fold.NONE;
      s.outAt[i] = held ? 0 : s.dstAt[i] + r * s.columns;
    }
    segment.run(s.in, s.at, s.out, s.outAt, n);
    for (int i = 0; i < folds.length; i++) {
      if (outMask[i]) {
        Masks.write(s.out[i], (byte[]) s.dst[i], s.dstAt[i] + r * s.columns, n);
      }
    }
  }

  /** Lays a slot out for rows r..r+k; returns where it begins. */
  private int slot(Scratch s, int i, int r, int k) {
    int at = access[i].position(s.srcAt[i], r, 0, s.columns);
    if (access[i] == Access.ROW) {
      return 0;
    }
    if (access[i] == Access.COLUMN && s.columns == 1 && !inMask[i]) {
      s.in[i] = (float[]) s.src[i];
      return at;
    }
    if (access[i] == Access.COLUMN) {
      for (int j = 0; j < k; j++) {
        float v = inMask[i] ? ((byte[]) s.src[i])[at + j] : ((float[]) s.src[i])[at + j];
        Arrays.fill(s.in[i], j * s.columns, (j + 1) * s.columns, v);
      }
      return 0;
    }
    if (inMask[i]) {
      int n = access[i] == Access.FULL ? k * s.columns : 1;
      Masks.read((byte[]) s.src[i], at, s.in[i], n);
      return 0;
    }
    return at;
  }
}

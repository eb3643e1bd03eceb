package dev.arrowmill.tensor.emit;

import dev.arrowmill.tensor.backend.Backends;
import dev.arrowmill.tensor.expr.Lane;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Walks rows and columns around a segment; converts masks and sums in blocks that stay in L1. */
final class FusedLoop implements CompiledLoop {
  private static final int ROW_BLOCK = 256;

  private final FusedSpec spec;
  private final Segment segment;
  private final Access[] access;
  private final boolean[] inMask;
  private final boolean[] outMask;
  private final Fold[] folds;
  private final boolean flat;
  private final boolean byColumns;
  private final boolean blocks;
  private final Supplier<Segment> allRuns;
  private volatile @Nullable TiledRows tiles;

  /**
   * A loop around a segment.
   *
   * @param allRuns gives the same segment with columns' slots as runs, when it is needed
   */
  FusedLoop(FusedSpec spec, Segment segment, Supplier<Segment> allRuns) {
    this.spec = spec;
    this.allRuns = allRuns;
    this.segment = segment;
    access = spec.slots().stream().map(FusedSpec.Slot::access).toArray(Access[]::new);
    inMask = new boolean[access.length];
    for (int i = 0; i < access.length; i++) {
      inMask[i] = spec.slots().get(i).lane() == Lane.MASK;
    }
    int n = spec.outputs().size();
    outMask = new boolean[n];
    folds = new Fold[n];
    boolean direct = true;
    for (int i = 0; i < n; i++) {
      outMask[i] = spec.outputs().get(i).value().lane() == Lane.MASK;
      folds[i] = spec.outputs().get(i).fold();
      direct &= !outMask[i] && folds[i] == Fold.NONE;
    }
    for (boolean m : inMask) {
      direct &= !m;
    }
    blocks = !direct;
    flat = spec.isFlat();
    byColumns = spec.isByColumns();
  }

  @Override
  public FusedSpec spec() {
    return spec;
  }

  @Override
  public int extent(int rows, int columns) {
    return flat ? rows * columns : byColumns ? columns : rows;
  }

  @Override
  public void run(
      Object[] in, int[] inAt, Object[] out, int[] outAt, int rows, int columns, int from, int to) {
    Scratch s = Scratch.own();
    for (int i = 0; i < access.length; i++) {
      s.in[i] = inMask[i] ? s.inBlock(i) : (float[]) in[i];
    }
    for (int i = 0; i < folds.length; i++) {
      boolean held = outMask[i] || folds[i] != Fold.NONE;
      s.out[i] = held ? s.outBlock(i) : (float[]) out[i];
    }
    s.begin(in, inAt, out, outAt, flat ? rows * columns : columns);
    if (flat) {
      row(s, 0, from, to);
    } else if (columns > 0 && columns <= TiledRows.LONGEST && rows > 1) {
      tiled(s, rows, from, to);
    } else if (byColumns) {
      columns(s, rows, from, to);
    } else {
      for (int r = from; r < to; r++) {
        row(s, r, 0, columns);
      }
    }
    s.end(access.length, folds.length);
  }

  private void tiled(Scratch s, int rows, int from, int to) {
    TiledRows t = tiles;
    if (t == null) {
      t = new TiledRows(allRuns.get(), access, inMask, outMask, folds);
      tiles = t;
    }
    if (!byColumns) {
      t.rows(s, from, to);
    } else if (from == 0 && to == s.columns) {
      t.columns(s, rows);
    } else {
      columns(s, rows, from, to);
    }
  }

  private void row(Scratch s, int r, int from, int to) {
    if (!blocks) {
      segment(s, r, from, to - from);
      return;
    }
    Arrays.fill(s.totals, 0, folds.length, 0);
    for (int c = from; c < to; c += Scratch.BLOCK) {
      int n = Math.min(Scratch.BLOCK, to - c);
      segment(s, r, c, n);
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] == Fold.ROW_SUM) {
          s.totals[i] += Backends.get().sum(s.out[i], 0, n);
        }
      }
    }
    for (int i = 0; i < folds.length; i++) {
      if (folds[i] == Fold.ROW_SUM) {
        ((float[]) s.dst[i])[s.dstAt[i] + r] = (float) s.totals[i];
      }
    }
  }

  private void columns(Scratch s, int rows, int from, int to) {
    for (int c = from; c < to; c += Scratch.BLOCK) {
      int n = Math.min(Scratch.BLOCK, to - c);
      clear(s, c, n);
      for (int start = 0; start < rows; start += ROW_BLOCK) {
        int end = Math.min(rows, start + ROW_BLOCK);
        if (rows > ROW_BLOCK) {
          clearSums(s, n);
        }
        for (int r = start; r < end; r++) {
          segment(s, r, c, n);
          addRow(s, rows, c, n);
        }
        if (rows > ROW_BLOCK) {
          flush(s, c, n);
        }
      }
    }
  }

  private void clear(Scratch s, int c, int n) {
    for (int i = 0; i < folds.length; i++) {
      if (folds[i] == Fold.COLUMN_SUM) {
        int at = s.dstAt[i] + c;
        Arrays.fill((float[]) s.dst[i], at, at + n, 0f);
      }
    }
  }

  private void clearSums(Scratch s, int n) {
    for (int i = 0; i < folds.length; i++) {
      if (folds[i] == Fold.COLUMN_SUM) {
        Arrays.fill(s.sum(i), 0, n, 0f);
      }
    }
  }

  private void addRow(Scratch s, int rows, int c, int n) {
    for (int i = 0; i < folds.length; i++) {
      if (folds[i] == Fold.COLUMN_SUM) {
        boolean direct = rows <= ROW_BLOCK;
        float[] to = direct ? (float[]) s.dst[i] : s.sum(i);
        add(s.out[i], to, direct ? s.dstAt[i] + c : 0, n);
      }
    }
  }

  private void flush(Scratch s, int c, int n) {
    for (int i = 0; i < folds.length; i++) {
      if (folds[i] == Fold.COLUMN_SUM) {
        add(s.sum(i), (float[]) s.dst[i], s.dstAt[i] + c, n);
      }
    }
  }

  private static void add(float[] x, float[] y, int at, int n) {
    for (int j = 0; j < n; j++) {
      y[at + j] += x[j];
    }
  }

  /** Elements c..c+n of row r; with blocks n is at most one block. */
  private void segment(Scratch s, int r, int c, int n) {
    for (int i = 0; i < access.length; i++) {
      int at = access[i].position(s.srcAt[i], r, c, s.columns);
      if (inMask[i]) {
        Masks.read((byte[]) s.src[i], at, s.in[i], access[i].isRun() ? n : 1);
        at = 0;
      }
      s.at[i] = at;
    }
    for (int i = 0; i < folds.length; i++) {
      s.outAt[i] = outMask[i] || folds[i] != Fold.NONE ? 0 : s.dstAt[i] + r * s.columns + c;
    }
    segment.run(s.in, s.at, s.out, s.outAt, n);
    for (int i = 0; i < folds.length; i++) {
      if (outMask[i]) {
        Masks.write(s.out[i], (byte[]) s.dst[i], s.dstAt[i] + r * s.columns + c, n);
      }
    }
  }
}

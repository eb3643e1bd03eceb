package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.RowGrad;
import dev.arrowmill.tensor.op.Touch;
import java.util.Arrays;

/**
 * Updates the rows that a gradient touches, each once: rows that occur several times are first
 * summed in their order. A row belongs to one share, so the bits do not depend on the number of
 * shares. Buffers grow and are kept.
 */
final class RowScratch {
  private Object sums = new float[0];
  private int[] left = new int[16];
  private int used;
  private int[] rows = new int[0];

  /** Runs one share over all parts of a gradient. */
  void run(Optimizer opt, Slot slot, RowGrad grad, int part, int parts) {
    int[] counts = slot.counts();
    int n = grad.parts().size();
    for (int k = 0; k < n; k++) {
      int m = read(grad.parts().get(k).rows());
      for (int i = 0; i < m; i++) {
        int r = rows[i];
        if (parts == 1 || r % parts == part) {
          counts[r]++;
        }
      }
    }
    for (int k = 0; k < n; k++) {
      RowGrad.Part g = grad.parts().get(k);
      apply(opt, slot, g.values(), n == 1 ? g.rows().numel() : read(g.rows()), part, parts);
    }
    used = 0;
  }

  /** Copies row numbers into {@link #rows}; returns how many there are. */
  private int read(Tensor from) {
    int n = from.numel();
    if (rows.length < n) {
      rows = new int[n];
    }
    int step = from.stride(0);
    int at = from.offset();
    if (from.dtype() == DType.INT32) {
      int[] a = from.ints();
      for (int i = 0; i < n; i++, at += step) {
        rows[i] = a[at];
      }
    } else {
      long[] a = from.longs();
      for (int i = 0; i < n; i++, at += step) {
        rows[i] = (int) a[at];
      }
    }
    return n;
  }

  private void apply(Optimizer opt, Slot slot, Tensor given, int n, int part, int parts) {
    boolean walks = given.isContiguous() || (given.rank() == 2 && given.stride(1) == 1);
    Tensor values = walks ? given : given.detach().contiguous();
    int step = values.stride(0);
    Object from = values.storage();
    int offset = values.offset();
    int[] counts = slot.counts();
    int width = slot.width();
    for (int i = 0; i < n; i++) {
      if (i % Touch.AHEAD == 0) {
        slot.touch(rows, i, Math.min(n, i + Touch.AHEAD));
      }
      int r = rows[i];
      if (parts > 1 && r % parts != part) {
        continue;
      }
      int at = offset + i * step;
      int c = counts[r];
      if (c == 1) {
        opt.range(slot, from, at, r * width, width);
        counts[r] = 0;
      } else if (c > 1) {
        counts[r] = -1 - begin(from, at, width, c - 1);
      } else if (add(-1 - c, from, at, width)) {
        opt.range(slot, sums, (-1 - c) * width, r * width, width);
        counts[r] = 0;
      }
    }
  }

  /** A new sum; returns its number. */
  private int begin(Object from, int at, int width, int more) {
    int k = used++;
    if (k == left.length) {
      left = Arrays.copyOf(left, 2 * k);
    }
    left[k] = more;
    if (from instanceof float[] f) {
      if (!(sums instanceof float[] s) || s.length < used * width) {
        float[] old = sums instanceof float[] o ? o : new float[0];
        sums = Arrays.copyOf(old, Math.max(2 * old.length, 64 * width));
      }
      System.arraycopy(f, at, sums, k * width, width);
    } else {
      if (!(sums instanceof double[] s) || s.length < used * width) {
        double[] old = sums instanceof double[] o ? o : new double[0];
        sums = Arrays.copyOf(old, Math.max(2 * old.length, 64 * width));
      }
      System.arraycopy(from, at, sums, k * width, width);
    }
    return k;
  }

  /** Adds to a sum; true when it is complete. */
  private boolean add(int k, Object from, int at, int width) {
    if (from instanceof float[] f) {
      float[] s = (float[]) sums;
      for (int j = 0; j < width; j++) {
        s[k * width + j] += f[at + j];
      }
    } else {
      double[] d = (double[]) from;
      double[] s = (double[]) sums;
      for (int j = 0; j < width; j++) {
        s[k * width + j] += d[at + j];
      }
    }
    return --left[k] == 0;
  }
}

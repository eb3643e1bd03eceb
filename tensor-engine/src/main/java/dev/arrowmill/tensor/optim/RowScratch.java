package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.RowGrad;
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

  /** Runs one share over all parts of a gradient. */
  void run(Optimizer opt, Slot slot, RowGrad grad, int part, int parts) {
    int[] counts = slot.counts();
    int n = grad.parts().size();
    for (int k = 0; k < n; k++) {
      count(grad.parts().get(k).rows(), counts, part, parts);
    }
    for (int k = 0; k < n; k++) {
      apply(opt, slot, grad.parts().get(k), counts, part, parts);
    }
    used = 0;
  }

  private static int row(Tensor rows, int i) {
    int at = rows.offset() + i * rows.stride(0);
    return rows.dtype() == DType.INT32 ? rows.ints()[at] : (int) rows.longs()[at];
  }

  private static void count(Tensor given, int[] counts, int part, int parts) {
    int n = given.numel();
    for (int i = 0; i < n; i++) {
      int r = row(given, i);
      if (parts == 1 || r % parts == part) {
        counts[r]++;
      }
    }
  }

  private void apply(Optimizer opt, Slot slot, RowGrad.Part g, int[] counts, int part, int parts) {
    Tensor rows = g.rows();
    Tensor given = g.values();
    boolean walks = given.isContiguous() || (given.rank() == 2 && given.stride(1) == 1);
    Tensor values = walks ? given : given.detach().contiguous();
    int step = values.stride(0);
    Object from = values.storage();
    int width = slot.width();
    int n = rows.numel();
    for (int i = 0; i < n; i++) {
      int r = row(rows, i);
      if (parts > 1 && r % parts != part) {
        continue;
      }
      int at = values.offset() + i * step;
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

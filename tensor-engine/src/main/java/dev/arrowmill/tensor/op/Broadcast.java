package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** Walks two broadcast operands in runs as long as possible. */
final class Broadcast {
  private Broadcast() {}

  /** Operands have the result's type; the result is contiguous and not empty. */
  static void run(BinaryKernel k, Tensor a, Tensor b, Tensor y) {
    Shape shape = y.shape();
    boolean sameA = a.shape().equals(shape) && a.isContiguous();
    boolean sameB = b.shape().equals(shape) && b.isContiguous();
    if (sameA && sameB) {
      Elementwise.run(k, a, a.offset(), 1, b, b.offset(), 1, y, 0, y.numel());
    } else if (sameA && b.numel() == 1) {
      Elementwise.run(k, a, a.offset(), 1, b, b.offset(), 0, y, 0, y.numel());
    } else if (sameB && a.numel() == 1) {
      Elementwise.run(k, a, a.offset(), 0, b, b.offset(), 1, y, 0, y.numel());
    } else {
      strided(k, a, b, y);
    }
  }

  private static void strided(BinaryKernel k, Tensor lhs, Tensor rhs, Tensor y) {
    Tensor a = lhs.isContiguous() || repeats(lhs) ? lhs : lhs.detach().contiguous();
    Tensor b = rhs.isContiguous() || repeats(rhs) ? rhs : rhs.detach().contiguous();
    int rank = y.rank();
    int[] dims = y.shape().dims();
    int[] sa = strides(a, rank);
    int[] sb = strides(b, rank);
    int r = merge(dims, sa, sb);
    if (r > 0 && (sa[r - 1] > 1 || sb[r - 1] > 1)) {
      strided(k, a.detach().contiguous(), b.detach().contiguous(), y);
      return;
    }
    int n = dims[r - 1];
    int[] at = new int[r];
    int ao = a.offset();
    int bo = b.offset();
    for (int yo = 0; yo < y.numel(); yo += n) {
      Elementwise.run(k, a, ao, sa[r - 1], b, bo, sb[r - 1], y, yo, n);
      for (int d = r - 2; d >= 0; d--) {
        ao += sa[d];
        bo += sb[d];
        if (++at[d] < dims[d]) {
          break;
        }
        ao -= sa[d] * dims[d];
        bo -= sb[d] * dims[d];
        at[d] = 0;
      }
    }
  }

  /** Whether the last real step is 0 or 1, so that runs exist without a copy. */
  private static boolean repeats(Tensor t) {
    for (int i = t.rank() - 1; i >= 0; i--) {
      if (t.size(i) != 1) {
        return t.stride(i) <= 1;
      }
    }
    return true;
  }

  private static int[] strides(Tensor t, int rank) {
    int[] s = new int[rank];
    int shift = rank - t.rank();
    for (int i = shift; i < rank; i++) {
      s[i] = t.size(i - shift) == 1 ? 0 : t.stride(i - shift);
    }
    return s;
  }

  /** Joins neighbouring dimensions that both operands walk evenly; returns how many remain. */
  private static int merge(int[] dims, int[] sa, int[] sb) {
    int r = 0;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 1) {
        continue;
      }
      if (r > 0 && sa[r - 1] == sa[i] * dims[i] && sb[r - 1] == sb[i] * dims[i]) {
        dims[r - 1] *= dims[i];
        sa[r - 1] = sa[i];
        sb[r - 1] = sb[i];
      } else {
        dims[r] = dims[i];
        sa[r] = sa[i];
        sb[r] = sb[i];
        r++;
      }
    }
    if (r == 0 && dims.length > 0) {
      dims[0] = 1;
      sa[0] = 0;
      sb[0] = 0;
      r = 1;
    }
    return r;
  }
}

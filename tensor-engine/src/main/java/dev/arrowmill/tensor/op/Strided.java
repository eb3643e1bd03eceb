package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;

/** Copies between views of the same shape and type. */
final class Strided {
  private static final int PLANE = 32;

  private Strided() {}

  static void copy(Tensor from, Tensor to) {
    if (from.numel() > 0) {
      int rows = from.rank() == 0 ? 1 : from.size(0);
      copy(from, from.offset(), to, to.offset(), 0, 0, rows);
    }
  }

  /** One share of the copy; shares are cut along the first dimension. */
  static void copy(Tensor from, Tensor to, int part, int parts) {
    if (from.numel() == 0) {
      return;
    }
    if (from.rank() == 0) {
      if (part == 0) {
        copy(from, to);
      }
      return;
    }
    int begin = Kernel.from(from.size(0), part, parts);
    int end = Kernel.from(from.size(0), part + 1, parts);
    if (begin < end) {
      copy(from, from.offset(), to, to.offset(), 0, begin, end);
    }
  }

  private static void copy(Tensor from, int fo, Tensor to, int t, int dim, int begin, int end) {
    int rank = from.rank();
    int fs = rank == 0 ? 1 : from.stride(dim);
    int ts = rank == 0 ? 1 : to.stride(dim);
    if (dim >= rank - 1) {
      int n = end - begin;
      if (n == 1 || (fs == 1 && ts == 1)) {
        System.arraycopy(from.storage(), fo + begin * fs, to.storage(), t + begin * ts, n);
      } else {
        row(from.storage(), fo + begin * fs, fs, to.storage(), t + begin * ts, ts, n);
      }
      return;
    }
    if (dim == rank - 2 && from.storage() instanceof float[] a) {
      int n = from.size(dim + 1);
      int fi = from.stride(dim + 1);
      int ti = to.stride(dim + 1);
      float[] b = (float[]) to.storage();
      plane(a, fo + begin * fs, fs, fi, b, t + begin * ts, ts, ti, end - begin, n);
      return;
    }
    for (int i = begin; i < end; i++) {
      copy(from, fo + i * fs, to, t + i * ts, dim + 1, 0, from.size(dim + 1));
    }
  }

  /** Rows and columns of floats; turned planes go in blocks that stay in the cache. */
  private static void plane(
      float[] a, int ao, int ar, int ac, float[] b, int bo, int br, int bc, int rows, int columns) {
    if (ac == 1 && bc == 1) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(a, ao + i * ar, b, bo + i * br, columns);
      }
      return;
    }
    for (int r = 0; r < rows; r += PLANE) {
      int rEnd = Math.min(rows, r + PLANE);
      for (int c = 0; c < columns; c += PLANE) {
        int n = Math.min(columns - c, PLANE);
        for (int i = r; i < rEnd; i++) {
          int from = ao + i * ar + c * ac;
          int to = bo + i * br + c * bc;
          for (int k = 0; k < n; k++) {
            b[to + k * bc] = a[from + k * ac];
          }
        }
      }
    }
  }

  private static void row(Object from, int fo, int fs, Object to, int t, int ts, int n) {
    if (from instanceof float[] a) {
      float[] b = (float[]) to;
      for (int i = 0; i < n; i++) {
        b[t + i * ts] = a[fo + i * fs];
      }
    } else if (from instanceof double[] a) {
      double[] b = (double[]) to;
      for (int i = 0; i < n; i++) {
        b[t + i * ts] = a[fo + i * fs];
      }
    } else if (from instanceof long[] a) {
      long[] b = (long[]) to;
      for (int i = 0; i < n; i++) {
        b[t + i * ts] = a[fo + i * fs];
      }
    } else {
      for (int i = 0; i < n; i++) {
        System.arraycopy(from, fo + i * fs, to, t + i * ts, 1);
      }
    }
  }

  /** Adds the elements of one view to another that may overlap itself, in row-major order. */
  static void add(Tensor from, Tensor to) {
    if (from.numel() > 0) {
      add(from, from.offset(), to, to.offset(), 0);
    }
  }

  private static void add(Tensor from, int fo, Tensor to, int t, int dim) {
    int rank = from.rank();
    int n = rank == 0 ? 1 : from.size(dim);
    int fs = rank == 0 ? 1 : from.stride(dim);
    int ts = rank == 0 ? 1 : to.stride(dim);
    if (dim < rank - 1) {
      for (int i = 0; i < n; i++) {
        add(from, fo + i * fs, to, t + i * ts, dim + 1);
      }
    } else if (from.storage() instanceof float[] a) {
      float[] b = to.floats();
      for (int i = 0; i < n; i++) {
        b[t + i * ts] += a[fo + i * fs];
      }
    } else if (from.storage() instanceof double[] a) {
      double[] b = to.doubles();
      for (int i = 0; i < n; i++) {
        b[t + i * ts] += a[fo + i * fs];
      }
    } else {
      for (int i = 0; i < n; i++) {
        long sum = Values.longAt(to, t + i * ts) + Values.longAt(from, fo + i * fs);
        Values.set(to, t + i * ts, sum);
      }
    }
  }
}

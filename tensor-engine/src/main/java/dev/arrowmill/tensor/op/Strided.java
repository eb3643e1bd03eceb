package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** Copies between views of the same shape and type. */
final class Strided {
  private Strided() {}

  static void copy(Tensor from, Tensor to) {
    if (from.numel() > 0) {
      copy(from, from.offset(), to, to.offset(), 0);
    }
  }

  private static void copy(Tensor from, int fo, Tensor to, int t, int dim) {
    int rank = from.rank();
    if (dim >= rank - 1) {
      int n = rank == 0 ? 1 : from.size(dim);
      int fs = rank == 0 ? 1 : from.stride(dim);
      int ts = rank == 0 ? 1 : to.stride(dim);
      if (n == 1 || (fs == 1 && ts == 1)) {
        System.arraycopy(from.storage(), fo, to.storage(), t, n);
      } else {
        row(from, fo, fs, to, t, ts, n);
      }
      return;
    }
    int n = from.size(dim);
    for (int i = 0; i < n; i++) {
      copy(from, fo + i * from.stride(dim), to, t + i * to.stride(dim), dim + 1);
    }
  }

  private static void row(Tensor from, int fo, int fs, Tensor to, int t, int ts, int n) {
    switch (from.dtype()) {
      case FLOAT32 -> {
        float[] a = from.floats();
        float[] b = to.floats();
        for (int i = 0; i < n; i++) {
          b[t + i * ts] = a[fo + i * fs];
        }
      }
      case FLOAT64 -> {
        double[] a = from.doubles();
        double[] b = to.doubles();
        for (int i = 0; i < n; i++) {
          b[t + i * ts] = a[fo + i * fs];
        }
      }
      case INT32 -> {
        int[] a = from.ints();
        int[] b = to.ints();
        for (int i = 0; i < n; i++) {
          b[t + i * ts] = a[fo + i * fs];
        }
      }
      case INT64 -> {
        long[] a = from.longs();
        long[] b = to.longs();
        for (int i = 0; i < n; i++) {
          b[t + i * ts] = a[fo + i * fs];
        }
      }
      case BOOL -> {
        byte[] a = from.bools();
        byte[] b = to.bools();
        for (int i = 0; i < n; i++) {
          b[t + i * ts] = a[fo + i * fs];
        }
      }
    }
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.Backend;
import dev.arrowmill.tensor.backend.Backends;

/** Kernels of sums, in a fixed order. */
final class Reductions {
  private static final int BLOCK = 256;

  private Reductions() {}

  /** Changes the finished sums from one index to another, given the number of terms. */
  @FunctionalInterface
  interface Finish {
    void run(Tensor y, int from, int end, int count);
  }

  /** y = the sum of x over the axes; x and y of one type. */
  static Kernel sum(Tensor x, Axes axes, Tensor y) {
    return sum(x, axes, y, (t, from, end, count) -> {});
  }

  /** y = finish(the sum of x over the axes). */
  static Kernel sum(Tensor x, Axes axes, Tensor y, Finish finish) {
    int n = axes.count();
    if (axes.isLeading() && x.isContiguous()) {
      Object scratch = n > BLOCK ? y.dtype().allocate(y.numel()) : y.storage();
      return (part, parts) -> {
        int from = Kernel.from(y.numel(), part, parts);
        int end = Kernel.from(y.numel(), part + 1, parts);
        columns(x, n, y, scratch, from, end);
        finish.run(y, from, end, n);
      };
    }
    Dense dense = Dense.of(axes.rows(x));
    Tensor r = dense.get();
    return dense.whole(
        (part, parts) -> {
          int from = Kernel.from(y.numel(), part, parts);
          int end = Kernel.from(y.numel(), part + 1, parts);
          for (int i = from; i < end; i++) {
            row(r, r.offset() + i * n, n, y, y.offset() + i);
          }
          finish.run(y, from, end, n);
        });
  }

  private static void row(Tensor x, int at, int n, Tensor y, int to) {
    Backend backend = Backends.get();
    switch (x.dtype()) {
      case FLOAT32 -> y.floats()[to] = backend.sum(x.floats(), at, n);
      case FLOAT64 -> y.doubles()[to] = total(x.doubles(), at, n);
      default -> y.longs()[to] = total(x.longs(), at, n);
    }
  }

  private static double total(double[] x, int at, int n) {
    double s = 0;
    for (int i = 0; i < n; i++) {
      s += x[at + i];
    }
    return s;
  }

  private static long total(long[] x, int at, int n) {
    long s = 0;
    for (int i = 0; i < n; i++) {
      s += x[at + i];
    }
    return s;
  }

  private static void columns(Tensor x, int rows, Tensor y, Object scratch, int from, int end) {
    int n = y.numel();
    int yo = y.offset();
    switch (x.dtype()) {
      case FLOAT32 ->
          columns(x.floats(), x.offset(), rows, y.floats(), yo, (float[]) scratch, n, from, end);
      case FLOAT64 -> {
        double[] a = x.doubles();
        double[] s = y.doubles();
        java.util.Arrays.fill(s, yo + from, yo + end, 0);
        for (int r = 0; r < rows; r++) {
          int at = x.offset() + r * n;
          for (int j = from; j < end; j++) {
            s[yo + j] += a[at + j];
          }
        }
      }
      default -> {
        long[] a = x.longs();
        long[] s = y.longs();
        java.util.Arrays.fill(s, yo + from, yo + end, 0);
        for (int r = 0; r < rows; r++) {
          int at = x.offset() + r * n;
          for (int j = from; j < end; j++) {
            s[yo + j] += a[at + j];
          }
        }
      }
    }
  }

  /** Rows in order; beyond 256 rows in blocks, whose sums are added in order. */
  private static void columns(
      float[] a, int ao, int rows, float[] y, int yo, float[] scratch, int n, int from, int end) {
    java.util.Arrays.fill(y, yo + from, yo + end, 0f);
    if (rows <= BLOCK) {
      add(a, ao, rows, n, y, yo, from, end);
      return;
    }
    for (int first = 0; first < rows; first += BLOCK) {
      java.util.Arrays.fill(scratch, from, end, 0f);
      add(a, ao + first * n, Math.min(BLOCK, rows - first), n, scratch, 0, from, end);
      add(scratch, 0, 1, n, y, yo, from, end);
    }
  }

  private static void add(
      float[] a, int ao, int rows, int n, float[] y, int yo, int from, int end) {
    for (int r = 0; r < rows; r++) {
      addRow(a, ao + r * n + from, y, yo + from, end - from);
    }
  }

  private static void addRow(float[] a, int at, float[] s, int to, int n) {
    for (int j = 0; j < n; j++) {
      s[to + j] += a[at + j];
    }
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import java.util.Arrays;

/** Batches of small matrices as float64 arrays, for factorisations; row-major. */
final class Matrices {
  private Matrices() {}

  /** Turns one matrix into another. */
  @FunctionalInterface
  interface Function {
    /** Fills out from a; both row-major. */
    void apply(double[] a, double[] out);
  }

  /** The matrix dimensions of x. */
  static void needsSquare(String op, Tensor x) {
    if (x.rank() < 2 || x.size(-1) != x.size(-2)) {
      throw new IllegalArgumentException(op + ": needs square matrices, got " + x.shape());
    }
    Promotion.needsFloat(op, x);
  }

  /** The shape of x's batch followed by the given dimensions. */
  static Shape shape(Tensor x, int... tail) {
    int lead = x.rank() - 2;
    int[] dims = Arrays.copyOf(x.shape().dims(), lead + tail.length);
    System.arraycopy(tail, 0, dims, lead, tail.length);
    return Shape.of(dims);
  }

  /** A kernel that maps each matrix of x to a block of out; shares are cut along the batch. */
  static Kernel each(Tensor x, Tensor out, Function f) {
    Dense dense = Dense.of(x);
    int n = x.size(-1) * x.size(-2);
    int count = 1;
    for (int d = 0; d < x.rank() - 2; d++) {
      count *= x.size(d);
    }
    int batch = count;
    int m = batch == 0 ? 0 : out.numel() / batch;
    return dense.whole(
        (part, parts) -> {
          double[] a = new double[n];
          double[] y = new double[m];
          int end = Kernel.from(batch, part + 1, parts);
          for (int b = Kernel.from(batch, part, parts); b < end; b++) {
            read(dense.get(), b * n, a);
            Arrays.fill(y, 0);
            f.apply(a, y);
            write(y, out, b * m);
          }
        });
  }

  static void read(Tensor x, int from, double[] a) {
    for (int i = 0; i < a.length; i++) {
      a[i] = Values.at(x, x.offset() + from + i);
    }
  }

  static void write(double[] a, Tensor out, int to) {
    for (int i = 0; i < a.length; i++) {
      Values.set(out, out.offset() + to + i, a[i]);
    }
  }

  /**
   * Gaussian elimination with partial pivoting: solves a x = b in place, a destroyed.
   *
   * @param a n x n
   * @param b n x m, becomes the solution
   * @return the determinant
   */
  static double solve(String op, double[] a, int n, double[] b, int m) {
    double det = 1;
    for (int k = 0; k < n; k++) {
      int p = k;
      for (int i = k + 1; i < n; i++) {
        p = Math.abs(a[i * n + k]) > Math.abs(a[p * n + k]) ? i : p;
      }
      double pivot = a[p * n + k];
      det *= p == k ? pivot : -pivot;
      if (pivot == 0) {
        if (m > 0) {
          throw new IllegalArgumentException(
              op + ": the matrix is singular, pivot " + (k + 1) + " of " + n + " is 0");
        }
        return 0;
      }
      swap(a, n, k, p);
      swap(b, m, k, p);
      for (int i = k + 1; i < n; i++) {
        double f = a[i * n + k] / pivot;
        for (int j = k; j < n; j++) {
          a[i * n + j] -= f * a[k * n + j];
        }
        for (int j = 0; j < m; j++) {
          b[i * m + j] -= f * b[k * m + j];
        }
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      for (int j = 0; j < m; j++) {
        double s = b[k * m + j];
        for (int i = k + 1; i < n; i++) {
          s -= a[k * n + i] * b[i * m + j];
        }
        b[k * m + j] = s / a[k * n + k];
      }
    }
    return det;
  }

  private static void swap(double[] a, int n, int i, int j) {
    for (int k = 0; i != j && k < n; k++) {
      double t = a[i * n + k];
      a[i * n + k] = a[j * n + k];
      a[j * n + k] = t;
    }
  }
}

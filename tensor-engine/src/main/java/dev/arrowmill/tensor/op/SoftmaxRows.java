package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.Backend;
import dev.arrowmill.tensor.backend.Backends;
import dev.arrowmill.tensor.backend.FloatMath;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Softmax and its logarithm, row by row; the largest element is taken off first. */
final class SoftmaxRows {
  private SoftmaxRows() {}

  /** The kernel along a dimension; rows of other dimensions are copied there and back. */
  static Kernel kernel(Tensor in, int dim, boolean log, Tensor out) {
    boolean last = dim >= in.rank() - 1;
    Dense dense = Dense.of(last ? in : swapped(in, dim));
    Tensor x = dense.get();
    int n = in.rank() == 0 ? 1 : x.size(-1);
    int rows = n == 0 ? 0 : x.numel() / n;
    if (last) {
      return dense.whole((part, parts) -> run(x, out, n, rows, log, part, parts));
    }
    Tensor y = Tensor.zeros(x.dtype(), x.shape());
    Tensor back = swapped(out, dim);
    return (part, parts) -> {
      if (part == 0) {
        dense.refresh();
        run(x, y, n, rows, log, 0, 1);
        Strided.copy(y, back);
      }
    };
  }

  private static Tensor swapped(Tensor t, int dim) {
    int[] dims = t.shape().dims();
    int[] strides = t.strides();
    int last = dims.length - 1;
    dims[dim] = t.size(last);
    dims[last] = t.size(dim);
    strides[dim] = t.stride(last);
    strides[last] = t.stride(dim);
    return t.view(t.offset(), Shape.of(dims), strides);
  }

  private static void run(Tensor x, Tensor y, int n, int rows, boolean log, int part, int parts) {
    int end = Kernel.from(rows, part + 1, parts) * n;
    for (int at = Kernel.from(rows, part, parts) * n; at < end; at += n) {
      if (x.dtype() == DType.FLOAT32) {
        row(x.floats(), x.offset() + at, y.floats(), y.offset() + at, n, log);
      } else {
        row(x.doubles(), x.offset() + at, y.doubles(), y.offset() + at, n, log);
      }
    }
  }

  private static void row(float[] x, int xo, float[] y, int yo, int n, boolean log) {
    Backend b = Backends.get();
    float m = b.max(x, xo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] - m;
    }
    b.unary(UnaryKernel.EXP, y, yo, y, yo, n);
    float s = b.sum(y, yo, n);
    if (!log) {
      for (int i = 0; i < n; i++) {
        y[yo + i] /= s;
      }
      return;
    }
    float l = FloatMath.log(s);
    for (int i = 0; i < n; i++) {
      y[yo + i] = (x[xo + i] - m) - l;
    }
  }

  private static void row(double[] x, int xo, double[] y, int yo, int n, boolean log) {
    double m = x[xo];
    for (int i = 1; i < n; i++) {
      m = Math.max(m, x[xo + i]);
    }
    double s = 0;
    for (int i = 0; i < n; i++) {
      s += StrictMath.exp(x[xo + i] - m);
    }
    double logS = StrictMath.log(s);
    for (int i = 0; i < n; i++) {
      double d = x[xo + i] - m;
      y[yo + i] = log ? d - logS : StrictMath.exp(d) / s;
    }
  }
}

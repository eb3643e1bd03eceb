package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.Backend;
import dev.arrowmill.tensor.backend.Backends;
import dev.arrowmill.tensor.backend.FloatMath;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Softmax and its logarithm, row by row; the largest element is taken off first. */
final class SoftmaxRows {
  private SoftmaxRows() {}

  static Tensor floating(String op, Tensor x) {
    if (!x.dtype().isFloat()) {
      throw new IllegalArgumentException(
          op + ": needs a float tensor, got " + x.dtype() + "; use toType(FLOAT32)");
    }
    return x;
  }

  static Tensor run(Tensor in, int dim, boolean log) {
    int rank = in.rank();
    boolean last = dim >= rank - 1;
    Tensor x = (last ? in.detach() : in.detach().transpose(dim, rank - 1)).contiguous();
    Tensor y = Tensor.zeros(x.dtype(), x.shape());
    int n = rank == 0 ? 1 : x.size(-1);
    for (int at = 0; n > 0 && at < x.numel(); at += n) {
      if (x.dtype() == DType.FLOAT32) {
        row(x.floats(), x.offset() + at, y.floats(), at, n, log);
      } else {
        row(x.doubles(), x.offset() + at, y.doubles(), at, n, log);
      }
    }
    return last ? y : y.transpose(dim, rank - 1).contiguous();
  }

  private static void row(float[] x, int xo, float[] y, int yo, int n, boolean log) {
    Backend b = Backends.get();
    float m = b.max(x, xo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] - m;
    }
    if (!log) {
      b.unary(UnaryKernel.EXP, y, yo, y, yo, n);
      float s = b.sum(y, yo, n);
      for (int i = 0; i < n; i++) {
        y[yo + i] /= s;
      }
      return;
    }
    float[] e = new float[n];
    b.unary(UnaryKernel.EXP, y, yo, e, 0, n);
    float s = FloatMath.log(b.sum(e, 0, n));
    for (int i = 0; i < n; i++) {
      y[yo + i] -= s;
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

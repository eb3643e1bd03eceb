package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import dev.arrowmill.tensor.backend.Backends;
import dev.arrowmill.tensor.backend.DoubleGemm;
import org.jspecify.annotations.Nullable;

/** One matrix product on the last two dimensions of strided views. */
final class Products {
  private Products() {}

  /** Rows from..end of the matrix y = bias + a b; y contiguous, all of rank 2. */
  static void rows(Tensor a, Tensor b, @Nullable Tensor bias, Tensor y, int from, int end) {
    int n = y.size(1);
    int m = end - from;
    if (m > 0) {
      run(a, a.offset() + from * a.stride(0), b, b.offset(), bias, y, y.offset() + from * n, m);
    }
  }

  /** y (contiguous rows from yo) = bias + a b; a and b start at ao and bo. */
  static void run(Tensor a, int ao, Tensor b, int bo, @Nullable Tensor bias, Tensor y, int yo) {
    run(a, ao, b, bo, bias, y, yo, a.size(-2));
  }

  private static void run(
      Tensor a, int ao, Tensor b, int bo, @Nullable Tensor bias, Tensor y, int yo, int m) {
    int r = a.rank();
    int q = b.rank();
    int k = a.size(r - 1);
    int n = b.size(q - 1);
    int ars = a.stride(r - 2);
    int acs = a.stride(r - 1);
    int brs = b.stride(q - 2);
    int bcs = b.stride(q - 1);
    int bi = bias == null ? 0 : bias.offset();
    if (!y.dtype().isFloat()) {
      for (int i = 0; i < m * n; i++) {
        int at = ao + i / n * ars;
        int bt = bo + i % n * bcs;
        long s = 0;
        for (int p = 0; p < k; p++) {
          s += Values.longAt(a, at + p * acs) * Values.longAt(b, bt + p * brs);
        }
        Values.set(y, yo + i, s);
      }
      return;
    }
    if (y.dtype() == DType.FLOAT32) {
      float[] init = bias == null ? null : bias.floats();
      Backends.get()
          .gemm(
              m,
              n,
              k,
              a.floats(),
              ao,
              ars,
              acs,
              b.floats(),
              bo,
              brs,
              bcs,
              init,
              bi,
              y.floats(),
              yo,
              n);
    } else {
      double[] init = bias == null ? null : bias.doubles();
      DoubleGemm.run(
          m,
          n,
          k,
          a.doubles(),
          ao,
          ars,
          acs,
          b.doubles(),
          bo,
          brs,
          bcs,
          init,
          bi,
          y.doubles(),
          yo,
          n);
    }
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import dev.arrowmill.tensor.backend.Backends;
import dev.arrowmill.tensor.backend.BinaryKernel;
import dev.arrowmill.tensor.backend.UnaryKernel;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Elementwise kernels bound to tensors of any type, broadcasting without copies. */
final class Elementwise {
  private Elementwise() {}

  /** y = k(x), both of one type and shape, y contiguous. */
  static Kernel unary(UnaryKernel k, Tensor in, Tensor y) {
    Dense dense = Dense.of(in);
    Tensor x = dense.get();
    int n = y.numel();
    return dense.whole(
        (part, parts) -> {
          int from = Kernel.from(n, part, parts);
          unary(
              k,
              x,
              x.offset() + from,
              y,
              y.offset() + from,
              Kernel.from(n, part + 1, parts) - from);
        });
  }

  private static void unary(UnaryKernel k, Tensor x, int xo, Tensor y, int yo, int n) {
    switch (x.dtype()) {
      case FLOAT32 -> Backends.get().unary(k, x.floats(), xo, y.floats(), yo, n);
      case FLOAT64 -> {
        DoubleUnaryOperator f = k.f64();
        double[] a = x.doubles();
        double[] b = y.doubles();
        for (int i = 0; i < n; i++) {
          b[yo + i] = f.applyAsDouble(a[xo + i]);
        }
      }
      case INT64 -> {
        LongUnaryOperator f = Objects.requireNonNull(k.i64());
        long[] a = x.longs();
        long[] b = y.longs();
        for (int i = 0; i < n; i++) {
          b[yo + i] = f.applyAsLong(a[xo + i]);
        }
      }
      default -> {
        LongUnaryOperator f = Objects.requireNonNull(k.i64());
        for (int i = 0; i < n; i++) {
          Values.set(y, yo + i, f.applyAsLong(Values.longAt(x, xo + i)));
        }
      }
    }
  }

  /** y = k(a, b); a and b of one type, which is y's unless y is bool. */
  static Kernel binary(BinaryKernel k, Tensor lhs, Tensor rhs, Tensor y) {
    Walk direct = Walk.of(y.shape(), lhs, rhs);
    Dense da = direct.step(0) > 1 ? Dense.of(lhs) : null;
    Dense db = direct.step(1) > 1 ? Dense.of(rhs) : null;
    Tensor a = da == null ? lhs : da.get();
    Tensor b = db == null ? rhs : db.get();
    Walk w = da == null && db == null ? direct : Walk.of(y.shape(), a, b);
    boolean toBool = k.isPredicate() && a.dtype() == DType.FLOAT32;
    float[] flags = toBool ? new float[y.numel()] : null;
    Kernel body = (part, parts) -> binary(k, w, a, b, y, flags, part, parts);
    if (db != null) {
      body = db.whole(body);
    }
    return da == null ? body : da.whole(body);
  }

  private static void binary(
      BinaryKernel k,
      Walk w,
      Tensor a,
      Tensor b,
      Tensor y,
      float @org.jspecify.annotations.Nullable [] flags,
      int part,
      int parts) {
    boolean one = w.runs() == 1;
    int from = one ? Kernel.from(w.length(), part, parts) : 0;
    int n = one ? Kernel.from(w.length(), part + 1, parts) - from : w.length();
    int first = one ? 0 : Kernel.from(w.runs(), part, parts);
    int end = one ? 1 : Kernel.from(w.runs(), part + 1, parts);
    int as = w.step(0);
    int bs = w.step(1);
    for (int r = first; r < end; r++) {
      int ao = w.start(0, r) + from * as;
      int bo = w.start(1, r) + from * bs;
      int to = r * w.length() + from;
      if (flags == null) {
        run(k, a, ao, as, b, bo, bs, y, y.offset() + to, n);
      } else {
        Backends.get().binary(k, a.floats(), ao, as, b.floats(), bo, bs, flags, to, n);
        byte[] bools = y.bools();
        for (int i = to; i < to + n; i++) {
          bools[y.offset() + i] = (byte) flags[i];
        }
      }
    }
  }

  /** One run of n elements; steps are 1, or 0 to repeat. */
  private static void run(
      BinaryKernel k, Tensor a, int ao, int as, Tensor b, int bo, int bs, Tensor y, int yo, int n) {
    switch (a.dtype()) {
      case FLOAT32 ->
          Backends.get().binary(k, a.floats(), ao, as, b.floats(), bo, bs, y.floats(), yo, n);
      case FLOAT64 -> doubles(k, a.doubles(), ao, as, b.doubles(), bo, bs, y, yo, n);
      case INT64 -> longs(k, a.longs(), ao, as, b.longs(), bo, bs, y, yo, n);
      default -> {
        LongBinaryOperator f = Objects.requireNonNull(k.i64());
        for (int i = 0; i < n; i++) {
          long p = Values.longAt(a, ao + i * as);
          Values.set(y, yo + i, f.applyAsLong(p, Values.longAt(b, bo + i * bs)));
        }
      }
    }
  }

  private static void longs(
      BinaryKernel k, long[] a, int ao, int as, long[] b, int bo, int bs, Tensor y, int yo, int n) {
    LongBinaryOperator f = Objects.requireNonNull(k.i64());
    if (y.storage() instanceof long[] out) {
      for (int i = 0; i < n; i++) {
        out[yo + i] = f.applyAsLong(a[ao + i * as], b[bo + i * bs]);
      }
      return;
    }
    byte[] out = y.bools();
    for (int i = 0; i < n; i++) {
      out[yo + i] = (byte) f.applyAsLong(a[ao + i * as], b[bo + i * bs]);
    }
  }

  private static void doubles(
      BinaryKernel k,
      double[] a,
      int ao,
      int as,
      double[] b,
      int bo,
      int bs,
      Tensor y,
      int yo,
      int n) {
    DoubleBinaryOperator f = k.f64();
    if (y.dtype() == DType.BOOL) {
      byte[] out = y.bools();
      for (int i = 0; i < n; i++) {
        out[yo + i] = (byte) f.applyAsDouble(a[ao + i * as], b[bo + i * bs]);
      }
      return;
    }
    double[] out = y.doubles();
    for (int i = 0; i < n; i++) {
      out[yo + i] = f.applyAsDouble(a[ao + i * as], b[bo + i * bs]);
    }
  }
}

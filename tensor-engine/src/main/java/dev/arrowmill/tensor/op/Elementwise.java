package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.Backend;
import dev.arrowmill.tensor.backend.Backends;
import dev.arrowmill.tensor.backend.BinaryKernel;
import dev.arrowmill.tensor.backend.UnaryKernel;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * Runs elementwise kernels over tensors of any type, with broadcasting and without copies of it.
 */
final class Elementwise {
  private Elementwise() {}

  static Tensor unary(UnaryKernel k, Tensor in) {
    DType type = in.dtype();
    LongUnaryOperator longs = k.i64();
    if (type == DType.BOOL && longs != null) {
      throw new IllegalArgumentException(
          k.name().toLowerCase(java.util.Locale.ROOT)
              + ": not defined for bool; use toType or not");
    }
    if (!type.isFloat() && longs == null) {
      return unary(k, Cast.raw(in, DType.FLOAT32));
    }
    Tensor x = in.contiguous();
    Tensor y = Tensor.zeros(type, x.shape());
    int n = x.numel();
    int o = x.offset();
    switch (type) {
      case FLOAT32 -> Backends.get().unary(k, x.floats(), o, y.floats(), 0, n);
      case FLOAT64 -> {
        DoubleUnaryOperator f = k.f64();
        double[] a = x.doubles();
        double[] b = y.doubles();
        for (int i = 0; i < n; i++) {
          b[i] = f.applyAsDouble(a[o + i]);
        }
      }
      case INT32 -> {
        int[] a = x.ints();
        int[] b = y.ints();
        for (int i = 0; i < n && longs != null; i++) {
          b[i] = (int) longs.applyAsLong(a[o + i]);
        }
      }
      case INT64 -> {
        long[] a = x.longs();
        long[] b = y.longs();
        for (int i = 0; i < n && longs != null; i++) {
          b[i] = longs.applyAsLong(a[o + i]);
        }
      }
      case BOOL -> throw new AssertionError(k);
    }
    return y;
  }

  static Tensor binary(String op, BinaryKernel k, Tensor lhs, Tensor rhs) {
    DType type = resultType(lhs, rhs);
    if (k.i64() == null && !type.isFloat()) {
      type = DType.FLOAT32;
    } else if (type == DType.BOOL) {
      type = DType.INT32;
    }
    Shape shape = Shape.broadcast(op, lhs.shape(), rhs.shape());
    Tensor y = Tensor.zeros(type, shape);
    if (y.numel() > 0) {
      Broadcast.run(k, Cast.raw(lhs, type), Cast.raw(rhs, type), y);
    }
    boolean bools = lhs.dtype() == DType.BOOL && rhs.dtype() == DType.BOOL;
    return k.isPredicate() || (bools && type == DType.INT32) ? Cast.raw(y, DType.BOOL) : y;
  }

  /** PyTorch's rule: a scalar tensor only counts when it is of a higher kind of number. */
  static DType resultType(Tensor a, Tensor b) {
    if (a.dtype() == b.dtype()) {
      return a.dtype();
    }
    if ((a.rank() == 0) != (b.rank() == 0)) {
      Tensor scalar = a.rank() == 0 ? a : b;
      Tensor array = a.rank() == 0 ? b : a;
      if (kind(scalar.dtype()) <= kind(array.dtype())) {
        return array.dtype();
      }
    }
    return DType.promote(a.dtype(), b.dtype());
  }

  private static int kind(DType t) {
    return t == DType.BOOL ? 0 : t.isFloat() ? 2 : 1;
  }

  /** One run of n elements; steps are 1, or 0 to repeat. */
  static void run(
      BinaryKernel k, Tensor a, int ao, int as, Tensor b, int bo, int bs, Tensor y, int yo, int n) {
    switch (y.dtype()) {
      case FLOAT32 -> {
        Backend backend = Backends.get();
        backend.binary(k, a.floats(), ao, as, b.floats(), bo, bs, y.floats(), yo, n);
      }
      case FLOAT64 -> {
        DoubleBinaryOperator f = k.f64();
        double[] x = a.doubles();
        double[] z = b.doubles();
        double[] out = y.doubles();
        for (int i = 0; i < n; i++) {
          out[yo + i] = f.applyAsDouble(x[ao + i * as], z[bo + i * bs]);
        }
      }
      default -> integers(k, a, ao, as, b, bo, bs, y, yo, n);
    }
  }

  private static void integers(
      BinaryKernel k, Tensor a, int ao, int as, Tensor b, int bo, int bs, Tensor y, int yo, int n) {
    LongBinaryOperator f = java.util.Objects.requireNonNull(k.i64());
    for (int i = 0; i < n; i++) {
      if (y.dtype() == DType.INT32) {
        y.ints()[yo + i] = (int) f.applyAsLong(a.ints()[ao + i * as], b.ints()[bo + i * bs]);
      } else {
        y.longs()[yo + i] = f.applyAsLong(a.longs()[ao + i * as], b.longs()[bo + i * bs]);
      }
    }
  }
}

package dev.arrowmill.tensor;

import dev.arrowmill.tensor.backend.Half;

/** Reading and writing single elements of any type, by their index in the array. */
public final class Values {
  private Values() {}

  /** An element as a double; long values beyond 2^53 are rounded. */
  public static double at(Tensor t, int i) {
    return switch (t.dtype()) {
      case FLOAT16 -> Half.fromFloat16(((short[]) t.storage())[i]);
      case BFLOAT16 -> Half.fromBfloat16(((short[]) t.storage())[i]);
      case FLOAT32 -> ((float[]) t.storage())[i];
      case FLOAT64 -> ((double[]) t.storage())[i];
      default -> wholeAt(t, i);
    };
  }

  /** An element as a long; fractions are cut off. */
  public static long longAt(Tensor t, int i) {
    return t.dtype().isFloat() ? (long) at(t, i) : wholeAt(t, i);
  }

  private static long wholeAt(Tensor t, int i) {
    return switch (t.dtype()) {
      case BOOL, INT8 -> ((byte[]) t.storage())[i];
      case UINT8 -> ((byte[]) t.storage())[i] & 0xff;
      case INT16 -> ((short[]) t.storage())[i];
      case INT32 -> ((int[]) t.storage())[i];
      default -> ((long[]) t.storage())[i];
    };
  }

  /** Copies between views of one shape and type, which may overlap. */
  static void copy(Tensor from, Tensor to) {
    Tensor c = from.contiguous();
    if (c.storage() == to.storage() && c.offset() != to.offset()) {
      c = dev.arrowmill.tensor.op.Contiguous.of(c);
    }
    if (to.isContiguous()) {
      System.arraycopy(c.storage(), c.offset(), to.storage(), to.offset(), to.numel());
      return;
    }
    int[] at = new int[to.rank()];
    for (int i = 0; i < to.numel(); i++) {
      int place = to.offset();
      for (int d = 0; d < at.length; d++) {
        place += at[d] * to.stride(d);
      }
      System.arraycopy(c.storage(), c.offset() + i, to.storage(), place, 1);
      for (int d = at.length - 1; d >= 0 && ++at[d] == to.size(d); d--) {
        at[d] = 0;
      }
    }
  }

  /** Writes a whole number: wrapped to the type, rounded to nearest even, or (bool) not 0. */
  public static void set(Tensor t, int i, long v) {
    switch (t.dtype()) {
      case BOOL -> ((byte[]) t.storage())[i] = (byte) (v != 0 ? 1 : 0);
      case UINT8, INT8 -> ((byte[]) t.storage())[i] = (byte) v;
      case INT16 -> ((short[]) t.storage())[i] = (short) v;
      case INT32 -> ((int[]) t.storage())[i] = (int) v;
      case INT64 -> ((long[]) t.storage())[i] = v;
      case FLOAT32 -> ((float[]) t.storage())[i] = (float) v;
      default -> set(t, i, (double) v);
    }
  }

  /** Writes a real number: rounded to nearest even; to integers as C casts do, to bool: not 0. */
  public static void set(Tensor t, int i, double v) {
    set(t.dtype(), t.storage(), i, v);
  }

  private static void set(DType type, Object a, int i, double v) {
    switch (type) {
      case BOOL -> ((byte[]) a)[i] = (byte) (v != 0 ? 1 : 0);
      case UINT8, INT8 -> ((byte[]) a)[i] = (byte) (long) v;
      case INT16 -> ((short[]) a)[i] = (short) (long) v;
      case INT32 -> ((int[]) a)[i] = (int) v;
      case INT64 -> ((long[]) a)[i] = (long) v;
      case FLOAT16 -> ((short[]) a)[i] = Half.toFloat16((float) v);
      case BFLOAT16 -> ((short[]) a)[i] = Half.toBfloat16((float) v);
      case FLOAT32 -> ((float[]) a)[i] = (float) v;
      case FLOAT64 -> ((double[]) a)[i] = v;
    }
  }

  /** Sets the first n elements of an array to one value. */
  static void fill(DType type, Object a, int n, double v) {
    if (n == 0 || Double.doubleToRawLongBits(v) == 0) {
      return;
    }
    set(type, a, 0, v);
    for (int done = 1; done < n; done *= 2) {
      System.arraycopy(a, 0, a, done, Math.min(done, n - done));
    }
  }

  static float[] floats(Tensor t) {
    Tensor c = t.detach().contiguous();
    float[] out = new float[t.numel()];
    if (c.dtype() == DType.FLOAT32) {
      System.arraycopy(c.floats(), c.offset(), out, 0, out.length);
    } else {
      for (int i = 0; i < out.length; i++) {
        out[i] = (float) at(c, c.offset() + i);
      }
    }
    return out;
  }

  static double[] doubles(Tensor t) {
    Tensor c = t.detach().contiguous();
    double[] out = new double[t.numel()];
    for (int i = 0; i < out.length; i++) {
      out[i] = at(c, c.offset() + i);
    }
    return out;
  }

  static long[] longs(Tensor t) {
    Tensor c = t.detach().contiguous();
    long[] out = new long[t.numel()];
    for (int i = 0; i < out.length; i++) {
      out[i] = longAt(c, c.offset() + i);
    }
    return out;
  }

  static boolean[] booleans(Tensor t) {
    Tensor c = t.detach().contiguous();
    boolean[] out = new boolean[t.numel()];
    for (int i = 0; i < out.length; i++) {
      out[i] = at(c, c.offset() + i) != 0;
    }
    return out;
  }
}

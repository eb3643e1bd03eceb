package dev.arrowmill.tensor;

import java.util.Locale;

/** The element type of a tensor, in the order of type promotion. */
public enum DType {
  /** True or false; one byte per element, 0 or 1. */
  BOOL(1),
  /** 8-bit unsigned integer; arithmetic wraps. */
  UINT8(1),
  /** 8-bit signed integer; arithmetic wraps. */
  INT8(1),
  /** 16-bit signed integer; arithmetic wraps. */
  INT16(2),
  /** 32-bit signed integer; arithmetic wraps. */
  INT32(4),
  /** 64-bit signed integer; arithmetic wraps. */
  INT64(8),
  /** IEEE half precision, for storage; computed in float32 and rounded to nearest even. */
  FLOAT16(2),
  /** The upper half of a float32, for storage; computed in float32 and rounded to nearest even. */
  BFLOAT16(2),
  /** IEEE single precision; the default. */
  FLOAT32(4),
  /** IEEE double precision; the precision of gradient checks. */
  FLOAT64(8);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }

  /** Whether gradients exist for this type. */
  public boolean isFloat() {
    return ordinal() >= FLOAT16.ordinal();
  }

  /** Whether this is a 16-bit float, which ops compute in float32. */
  public boolean isHalf() {
    return this == FLOAT16 || this == BFLOAT16;
  }

  /** The type in which values of this type are computed: float32 for 16-bit floats, else itself. */
  public DType computed() {
    return isHalf() ? FLOAT32 : this;
  }

  /** 0 for bool, 1 for integers, 2 for floats: a scalar counts in promotion by this only. */
  public int category() {
    return this == BOOL ? 0 : isFloat() ? 2 : 1;
  }

  /** The smallest type that holds both, PyTorch's rule for tensors of equal rank. */
  public static DType promote(DType a, DType b) {
    DType lo = a.compareTo(b) < 0 ? a : b;
    DType hi = lo == a ? b : a;
    if (lo == UINT8 && hi == INT8) {
      return INT16;
    }
    return lo == FLOAT16 && hi == BFLOAT16 ? FLOAT32 : hi;
  }

  /**
   * A new zeroed array of {@code n} elements: float[], double[], long[], int[], short[] (16-bit
   * integers and floats) or byte[] (8-bit integers and bool).
   */
  public Object allocate(int n) {
    if (!Memory.isCounting()) {
      return array(n);
    }
    long size = (long) n * bytes();
    Memory.reserve(size);
    return Memory.made(array(n), size);
  }

  private Object array(int n) {
    return switch (this) {
      case BOOL, UINT8, INT8 -> new byte[n];
      case INT16, FLOAT16, BFLOAT16 -> new short[n];
      case INT32 -> new int[n];
      case INT64 -> new long[n];
      case FLOAT32 -> new float[n];
      case FLOAT64 -> new double[n];
    };
  }

  /** PyTorch's name, such as {@code float32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

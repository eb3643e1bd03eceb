package dev.arrowmill.tensor;

import java.util.Locale;

/** The element type of a tensor, in the order of type promotion. */
public enum DType {
  /** True or false; one byte per element, 0 or 1. */
  BOOL(1),
  /** 32-bit signed integer; arithmetic wraps. */
  INT32(4),
  /** 64-bit signed integer; arithmetic wraps. */
  INT64(8),
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
    return this == FLOAT32 || this == FLOAT64;
  }

  /** The wider of the two types, PyTorch's rule for tensors of equal rank. */
  public static DType promote(DType a, DType b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** A new zeroed array of {@code n} elements: float[], double[], int[], long[] or byte[]. */
  public Object allocate(int n) {
    return switch (this) {
      case BOOL -> new byte[n];
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

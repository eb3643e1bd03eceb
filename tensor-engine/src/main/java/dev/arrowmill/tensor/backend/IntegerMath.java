package dev.arrowmill.tensor.backend;

/** Integer operations as Python and C define them. */
final class IntegerMath {
  private IntegerMath() {}

  /** As C99: 1 to any power and any number to the power 0 is 1, also for NaN. */
  static double pow(double base, double exponent) {
    boolean one = base == 1 || (base == -1 && Double.isInfinite(exponent));
    return one ? 1 : StrictMath.pow(base, exponent);
  }

  static long pow(long base, long exponent) {
    if (exponent < 0) {
      return base == 1 ? 1 : base == -1 ? ((exponent & 1) == 0 ? 1 : -1) : 0;
    }
    long r = 1;
    long b = base;
    for (long e = exponent; e > 0; e >>= 1) {
      r *= (e & 1) == 1 ? b : 1;
      b *= b;
    }
    return r;
  }

  static long floorDivide(long a, long b) {
    return Math.floorDiv(a, divisor("floorDivide", b));
  }

  static long truncDivide(long a, long b) {
    return a / divisor("truncDivide", b);
  }

  static long remainder(long a, long b) {
    return Math.floorMod(a, divisor("remainder", b));
  }

  static long fmod(long a, long b) {
    return a % divisor("fmod", b);
  }

  private static long divisor(String op, long b) {
    if (b == 0) {
      throw new IllegalArgumentException(op + ": integer division by zero");
    }
    return b;
  }

  /** Bits that leave the type are cut off by the store; shifts of 64 and more give 0. */
  static long shiftLeft(long a, long b) {
    return b < 0 || b > 63 ? 0 : a << b;
  }

  static long shiftRight(long a, long b) {
    return a >> (b < 0 || b > 63 ? 63 : b);
  }

  /** Python's remainder: of the divisor's sign. */
  static double remainder(double a, double b) {
    double r = a % b;
    return r != 0 && (r < 0) != (b < 0) ? r + b : r;
  }

  /** Python's floor division, from the exact remainder. */
  static double floorDivide(double a, double b) {
    if (b == 0) {
      return a / b;
    }
    double m = a % b;
    double d = (a - m) / b;
    if (m != 0 && (b < 0) != (m < 0)) {
      d -= 1;
    }
    if (d == 0) {
      return Math.copySign(0, a / b);
    }
    double f = Math.floor(d);
    return d - f > 0.5 ? f + 1 : f;
  }

  static float remainder(float a, float b) {
    float r = a % b;
    return r != 0 && (r < 0) != (b < 0) ? r + b : r;
  }

  static float floorDivide(float a, float b) {
    if (b == 0) {
      return a / b;
    }
    float m = a % b;
    float d = (a - m) / b;
    if (m != 0 && (b < 0) != (m < 0)) {
      d -= 1;
    }
    if (d == 0) {
      return Math.copySign(0f, a / b);
    }
    float f = (float) Math.floor(d);
    return d - f > 0.5f ? f + 1 : f;
  }

  static double fmax(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }

  static double fmin(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
  }
}

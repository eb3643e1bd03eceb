package dev.arrowmill.tensor.backend;

/** Float64 functions that StrictMath lacks; the same bits on every JVM. */
public final class DoubleMath {
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

  private DoubleMath() {}

  /** 1 / (1 + e^-x). */
  public static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x >= 0 ? 1 : e) / (1 + e);
  }

  /** log(1 + e^x). */
  public static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** x times the standard normal distribution function. */
  public static double gelu(double x) {
    return 0.5 * x * (x < 0 ? erfc(-x * 0.7071067811865476) : 1 + erf(x * 0.7071067811865476));
  }

  /** The error function: its series for small arguments, else 1 - erfc. */
  public static double erf(double x) {
    double a = Math.abs(x);
    if (!(a < 2.5)) {
      return Double.isNaN(x) ? x : Math.copySign(1 - erfc(a), x);
    }
    double z = x * x;
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= 2 * z / (2 * n + 1);
      sum += term;
      if (Math.abs(term) < 1e-18 * Math.abs(sum)) {
        break;
      }
    }
    return TWO_OVER_SQRT_PI * StrictMath.exp(-z) * sum;
  }

  /** 1 - erf(x) without cancellation: continued fraction (Lentz) for large arguments. */
  public static double erfc(double x) {
    if (x < 2) {
      return 1 - erf(x);
    }
    if (x > 27) {
      return 0;
    }
    double f = 0;
    for (int n = 120; n >= 1; n--) {
      f = 0.5 * n / (x + f);
    }
    return StrictMath.exp(-x * x) / (x + f) / 1.772453850905516;
  }
}

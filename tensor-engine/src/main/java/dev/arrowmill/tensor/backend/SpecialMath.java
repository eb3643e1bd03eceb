package dev.arrowmill.tensor.backend;

/**
 * Float64 special functions from StrictMath's primitives: the same bits on every JVM, errors of a
 * few ulp but near zeros of the function.
 */
public final class SpecialMath {
  private static final double ONE_MINUS_EULER = 0.42278433509846713939;
  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  /** Riemann zeta(k) - 1 for k = 2, 3, ... */
  private static final double[] ZETA_MINUS_1 = {
    0.64493406684822643647, 0.2020569031595942854, 0.082323233711138191516,
    0.036927755143369926331, 0.017343061984449139715, 0.0083492773819228268398,
    0.0040773561979443393787, 0.0020083928260822144179, 0.00099457512781808533715,
    0.0004941886041194645587, 0.00024608655330804829864, 0.00012271334757848914675,
    0.000061248135058704829259, 0.000030588236307020493552, 0.000015282259408651871733,
    7.6371976378997622736e-6, 3.8172932649998398565e-6, 1.9082127165539389257e-6,
    9.5396203387279611315e-7, 4.7693298678780646312e-7, 2.3845050272773299e-7,
    1.1921992596531107307e-7, 5.9608189051259479612e-8, 2.9803503514652280186e-8,
    1.4901554828365041235e-8, 7.450711789835429492e-9, 3.7253340247884570548e-9,
    1.8626597235130490064e-9, 9.3132743241966818287e-10
  };

  /** Bernoulli numbers B2, B4, ... */
  private static final double[] BERNOULLI = {
    1.0 / 6,
    -1.0 / 30,
    1.0 / 42,
    -1.0 / 30,
    5.0 / 66,
    -691.0 / 2730,
    7.0 / 6,
    -3617.0 / 510,
    43867.0 / 798,
    -174611.0 / 330
  };

  private SpecialMath() {}

  /** Natural logarithm of |Gamma(x)|; infinite at 0, -1, -2, ... */
  public static double lgamma(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if ((x <= 0 && x == Math.rint(x)) || Double.isInfinite(x)) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < 0.5) {
      if (Math.abs(x) < 1e-300) {
        return -StrictMath.log(Math.abs(x));
      }
      return StrictMath.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
    }
    if (x < 1.5) {
      return aroundTwo(x - 1) - StrictMath.log1p(x - 1);
    }
    if (x < 10) {
      double y = x;
      double product = 1;
      while (y >= 2.5) {
        y -= 1;
        product *= y;
      }
      return aroundTwo(y - 2) + StrictMath.log(product);
    }
    double s = 0;
    double z = 1 / (x * x);
    for (int k = BERNOULLI.length; k >= 1; k--) {
      s = s * z + BERNOULLI[k - 1] / (2 * k * (2 * k - 1));
    }
    return (x - 0.5) * StrictMath.log(x) - x + HALF_LOG_TWO_PI + s / x;
  }

  /** lgamma(2 + t) for |t| up to 1/2, by its Taylor series. */
  private static double aroundTwo(double t) {
    double s = 0;
    for (int k = ZETA_MINUS_1.length + 1; k >= 2; k--) {
      double c = ZETA_MINUS_1[k - 2] / k;
      s = s * t + ((k & 1) == 0 ? c : -c);
    }
    return t * (ONE_MINUS_EULER + s * t);
  }

  /** sin(pi x), exact in the reduction. */
  private static double sinPi(double x) {
    double r = x - 2 * Math.rint(x / 2);
    return StrictMath.sin(Math.PI * (Math.abs(r) > 0.5 ? Math.copySign(1 - Math.abs(r), r) : r));
  }

  /** The derivative of lgamma; -inf at +0, +inf at -0, NaN at negative integers. */
  public static double digamma(double x) {
    if (x == 0) {
      return Math.copySign(Double.POSITIVE_INFINITY, -x);
    }
    if (x < 0) {
      if (x == Math.rint(x)) {
        return Double.NaN;
      }
      double r = x - Math.rint(x);
      return digamma(1 - x) - Math.PI / StrictMath.tan(Math.PI * r);
    }
    double y = x;
    double s = 0;
    while (y < 12) {
      s -= 1 / y;
      y += 1;
    }
    double z = 1 / (y * y);
    double t = 0;
    for (int k = BERNOULLI.length; k >= 1; k--) {
      t = t * z + BERNOULLI[k - 1] / (2 * k);
    }
    return s + StrictMath.log(y) - 0.5 / y - t * z;
  }

  /**
   * The n-th derivative of digamma for n &gt; 0: (-1)^(n+1) n! zeta(n + 1, x), zeta by
   * Euler-Maclaurin.
   */
  public static double polygamma(int n, double x) {
    if (x <= 0 && x == Math.rint(x)) {
      return (n & 1) == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    int s = n + 1;
    double y = x;
    double sum = 0;
    while (y < 12 + n) {
      sum += power(y, -s);
      y += 1;
    }
    sum += power(y, 1 - s) / (s - 1) + 0.5 * power(y, -s);
    double rising = s;
    double factorial = 2;
    for (int k = 1; k <= BERNOULLI.length; k++) {
      sum += BERNOULLI[k - 1] / factorial * rising * power(y, -s - 2 * k + 1);
      rising *= (s + 2.0 * k - 1) * (s + 2.0 * k);
      factorial *= (2.0 * k + 1) * (2.0 * k + 2);
    }
    double gamma = 1;
    for (int i = 2; i <= n; i++) {
      gamma *= i;
    }
    return (n & 1) == 1 ? gamma * sum : -gamma * sum;
  }

  private static double power(double x, int n) {
    double r = 1;
    for (int i = Math.abs(n); i > 0; i--) {
      r *= x;
    }
    return n < 0 ? 1 / r : r;
  }

  /** The inverse of erf; infinite at -1 and 1, NaN outside. */
  public static double erfinv(double x) {
    double a = Math.abs(x);
    if (!(a < 1)) {
      return a == 1 ? Math.copySign(Double.POSITIVE_INFINITY, x) : Double.NaN;
    }
    double l = StrictMath.log1p(-a * a);
    double c = 2 / (Math.PI * 0.147) + l / 2;
    double y = Math.sqrt(Math.sqrt(c * c - l / 0.147) - c);
    for (int i = 0; i < 4 && y > 0; i++) {
      double miss = a < 0.5 ? DoubleMath.erf(y) - a : (1 - a) - DoubleMath.erfc(y);
      double step = miss / (1.1283791670955126 * StrictMath.exp(-y * y));
      y -= step / (1 + y * step);
    }
    return Math.copySign(a < 1e-8 ? a * 0.8862269254527580 : y, x);
  }

  /** Inverse hyperbolic sine. */
  public static double asinh(double x) {
    double a = Math.abs(x);
    if (a > 1e150) {
      return Math.copySign(StrictMath.log(a) + 0.6931471805599453, x);
    }
    return Math.copySign(StrictMath.log1p(a + a * a / (1 + Math.sqrt(a * a + 1))), x);
  }

  /** Inverse hyperbolic cosine; NaN below 1. */
  public static double acosh(double x) {
    if (x > 1e150) {
      return StrictMath.log(x) + 0.6931471805599453;
    }
    double t = x - 1;
    return StrictMath.log1p(t + Math.sqrt(2 * t + t * t));
  }

  /** Inverse hyperbolic tangent; infinite at -1 and 1, NaN outside. */
  public static double atanh(double x) {
    double a = Math.abs(x);
    return Math.copySign(0.5 * StrictMath.log1p(2 * a / (1 - a)), x);
  }

  /** log(e^a + e^b) without overflow. */
  public static double logaddexp(double a, double b) {
    if (a == b) {
      return a + 0.6931471805599453;
    }
    return Math.max(a, b) + StrictMath.log1p(StrictMath.exp(-Math.abs(a - b)));
  }
}

package dev.arrowmill.tensor.backend;

/**
 * Float32 functions made of add, mul, fma, division and bit moves, or of StrictMath: the same bits
 * on every JVM, compiled or not. Errors against the exact value: exp, log, tanh, sigmoid, erf, sin,
 * cos at most 2 ulp. These definitions are the reference of the vector kernels.
 */
public final class FloatMath {

  /** log2(e). */
  public static final float LOG2E = 1.44269504f;

  /** The upper bits of ln 2. */
  public static final float LN2_HI = 0.693359375f;

  /** ln 2 less {@link #LN2_HI}. */
  public static final float LN2_LO = -2.12194440e-4f;

  /** Above it exp overflows. */
  public static final float EXP_MAX = 88.7228394f;

  /** Below it exp is 0. */
  public static final float EXP_MIN = -103.972084f;

  static final float ROUND = 12582912f;

  /** Up to here tanh is a polynomial. */
  public static final float TANH_SMALL = 0.625f;

  /** Up to here erf is a polynomial. */
  public static final float ERF_SMALL = 0.927734375f;

  static final float TRIG_MAX = 8192f;

  /** 1 / sqrt(2). */
  public static final float GELU_C = 0.70710678f;

  /** The smallest normal number. */
  public static final float MIN_NORMAL = 1.17549435e-38f;

  static final float TWO_OVER_PI = 0.636619772f;
  static final float PIO2_1 = 1.57079601e0f;
  static final float PIO2_2 = 3.13916473e-7f;
  static final float PIO2_3 = 5.39030253e-15f;

  private FloatMath() {}

  /** e to the x; correct over- and underflow, subnormal results included. */
  public static float exp(float x) {
    float c = Math.min(Math.max(x, EXP_MIN - 1), EXP_MAX + 1);
    float n = Math.fma(c, LOG2E, ROUND) - ROUND;
    float r = Math.fma(n, -LN2_HI, c);
    r = Math.fma(n, -LN2_LO, r);
    float p = 1.9875691500e-4f;
    p = Math.fma(p, r, 1.3981999507e-3f);
    p = Math.fma(p, r, 8.3334519073e-3f);
    p = Math.fma(p, r, 4.1665795894e-2f);
    p = Math.fma(p, r, 1.6666665459e-1f);
    p = Math.fma(p, r, 5.0000001201e-1f);
    p = Math.fma(p, r * r, r) + 1f;
    int k = (int) n;
    int h = k >> 1;
    return p * pow2(h) * pow2(k - h);
  }

  static float pow2(int k) {
    return Float.intBitsToFloat((k + 127) << 23);
  }

  /** Natural logarithm; -inf at 0, NaN below. */
  public static float log(float x) {
    boolean tiny = x < MIN_NORMAL;
    float y = tiny ? x * 33554432f : x;
    int bits = Float.floatToRawIntBits(y);
    int e = (bits - 0x3f3504f3) >> 23;
    float m = Float.intBitsToFloat(bits - (e << 23)) - 1f;
    float k = (float) (e - (tiny ? 25 : 0));
    float z = m * m;
    float p = 7.0376836292e-2f;
    p = Math.fma(p, m, -1.1514610310e-1f);
    p = Math.fma(p, m, 1.1676998740e-1f);
    p = Math.fma(p, m, -1.2420140846e-1f);
    p = Math.fma(p, m, 1.4249322787e-1f);
    p = Math.fma(p, m, -1.6668057665e-1f);
    p = Math.fma(p, m, 2.0000714765e-1f);
    p = Math.fma(p, m, -2.4999993993e-1f);
    p = Math.fma(p, m, 3.3333331174e-1f);
    float t = m * z * p;
    t = Math.fma(k, LN2_LO, t);
    t = Math.fma(-0.5f, z, t);
    float r = Math.fma(k, LN2_HI, m + t);
    if (!(x > 0f)) {
      return x == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
    }
    return x == Float.POSITIVE_INFINITY ? x : r;
  }

  /** e to the x, minus 1, without cancellation. */
  public static float expm1(float x) {
    float c = Math.min(Math.max(x, EXP_MIN - 1), EXP_MAX + 1);
    float n = Math.fma(c, LOG2E, ROUND) - ROUND;
    float r = Math.fma(n, -LN2_HI, c);
    r = Math.fma(n, -LN2_LO, r);
    float p = 1.9875691500e-4f;
    p = Math.fma(p, r, 1.3981999507e-3f);
    p = Math.fma(p, r, 8.3334519073e-3f);
    p = Math.fma(p, r, 4.1665795894e-2f);
    p = Math.fma(p, r, 1.6666665459e-1f);
    p = Math.fma(p, r, 5.0000001201e-1f);
    float q = Math.fma(p, r * r, r);
    int k = (int) n;
    int h = k >> 1;
    float e = pow2(h);
    float y = Math.fma(q, e, e - pow2(h - k)) * pow2(k - h);
    return x == 0f ? x : y;
  }

  /** log(1 + x) without cancellation; -inf at -1, NaN below. */
  public static float log1p(float x) {
    float w = 1f + x;
    float y = log(w) + (x - (w - 1f)) / w;
    return x == 0f || x == Float.POSITIVE_INFINITY ? x : x == -1f ? Float.NEGATIVE_INFINITY : y;
  }

  /** Hyperbolic tangent. */
  public static float tanh(float x) {
    float a = Math.abs(x);
    float z = x * x;
    float p = -5.70498872745e-3f;
    p = Math.fma(p, z, 2.06390887954e-2f);
    p = Math.fma(p, z, -5.37397155531e-2f);
    p = Math.fma(p, z, 1.33314422036e-1f);
    p = Math.fma(p, z, -3.33332819422e-1f);
    float small = Math.fma(p * z, x, x);
    float big = 1f - 2f / (exp(a + a) + 1f);
    return a < TANH_SMALL ? small : Math.copySign(big, x);
  }

  /** 1 / (1 + e^-x). */
  public static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    return (x >= 0f ? 1f : e) / (1f + e);
  }

  /** x * sigmoid(x). */
  public static float silu(float x) {
    return x * sigmoid(x);
  }

  /** The error function. */
  public static float erf(float x) {
    float t = Math.abs(x);
    float s = x * x;
    float r = Math.fma(-1.72853470e-5f, t, 3.83197126e-4f);
    float u = Math.fma(-3.88396438e-3f, t, 2.42546219e-2f);
    r = Math.fma(r, s, u);
    r = Math.fma(r, t, -1.06777877e-1f);
    r = Math.fma(r, t, -6.34846687e-1f);
    r = Math.fma(r, t, -1.28717512e-1f);
    r = Math.fma(r, t, -t);
    float big = Math.copySign(1f - exp(r), x);
    float p = -5.96761703e-4f;
    p = Math.fma(p, s, 4.99119423e-3f);
    p = Math.fma(p, s, -2.67681349e-2f);
    p = Math.fma(p, s, 1.12819925e-1f);
    p = Math.fma(p, s, -3.76125336e-1f);
    p = Math.fma(p, s, 1.28379166e-1f);
    p = Math.fma(p, x, x);
    return t > ERF_SMALL ? big : p;
  }

  /** x times the standard normal distribution function. */
  public static float gelu(float x) {
    return 0.5f * x * (1f + erf(x * GELU_C));
  }

  /** log(1 + e^x). */
  public static float softplus(float x) {
    float e = exp(-Math.abs(x));
    float w = 1f + e;
    return Math.max(x, 0f) + (log(w) + (e - (w - 1f)) / w);
  }

  /** max(x, 0); NaN stays. */
  public static float relu(float x) {
    return x > 0f || Float.isNaN(x) ? x : 0f;
  }

  /** Sine; beyond 8192 in magnitude by StrictMath. */
  public static float sin(float x) {
    if (!(Math.abs(x) <= TRIG_MAX)) {
      return (float) StrictMath.sin(x);
    }
    float n = Math.fma(x, TWO_OVER_PI, ROUND) - ROUND;
    return quadrant(reduce(x, n), (int) n);
  }

  /** Cosine; beyond 8192 in magnitude by StrictMath. */
  public static float cos(float x) {
    if (!(Math.abs(x) <= TRIG_MAX)) {
      return (float) StrictMath.cos(x);
    }
    float n = Math.fma(x, TWO_OVER_PI, ROUND) - ROUND;
    return quadrant(reduce(x, n), (int) n + 1);
  }

  private static float reduce(float x, float n) {
    float r = Math.fma(n, -PIO2_1, x);
    r = Math.fma(n, -PIO2_2, r);
    return Math.fma(n, -PIO2_3, r);
  }

  private static float quadrant(float r, int q) {
    float z = r * r;
    float s = -1.9515295891e-4f;
    s = Math.fma(s, z, 8.3321608736e-3f);
    s = Math.fma(s, z, -1.6666654611e-1f);
    s = Math.fma(s * z, r, r);
    float c = 2.443315711809948e-5f;
    c = Math.fma(c, z, -1.388731625493765e-3f);
    c = Math.fma(c, z, 4.166664568298827e-2f);
    c = Math.fma(c * z, z, Math.fma(-0.5f, z, 1f));
    float v = (q & 1) == 0 ? s : c;
    return (q & 2) == 0 ? v : -v;
  }
}

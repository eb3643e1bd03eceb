package dev.arrowmill.tensor.backend;

import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** The elementwise functions of two arguments: the scalar definition for each kind of number. */
@SuppressWarnings("ImmutableEnumChecker")
public enum BinaryKernel {
  ADD((a, b) -> a + b, (a, b) -> a + b, (a, b) -> a + b),
  SUB((a, b) -> a - b, (a, b) -> a - b, (a, b) -> a - b),
  MUL((a, b) -> a * b, (a, b) -> a * b, (a, b) -> a * b),
  DIV((a, b) -> a / b, (a, b) -> a / b, null),
  /** As C99: 1 to any power and any number to the power 0 is 1, also for NaN. */
  POW((a, b) -> (float) pow((double) a, b), BinaryKernel::pow, BinaryKernel::pow),
  MAXIMUM(Math::max, Math::max, Math::max),
  MINIMUM(Math::min, Math::min, Math::min),
  EQ((a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0),
  NE((a, b) -> a != b ? 1 : 0, (a, b) -> a != b ? 1 : 0, (a, b) -> a != b ? 1 : 0),
  LT((a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0),
  LE((a, b) -> a <= b ? 1 : 0, (a, b) -> a <= b ? 1 : 0, (a, b) -> a <= b ? 1 : 0),
  GT((a, b) -> a > b ? 1 : 0, (a, b) -> a > b ? 1 : 0, (a, b) -> a > b ? 1 : 0),
  GE((a, b) -> a >= b ? 1 : 0, (a, b) -> a >= b ? 1 : 0, (a, b) -> a >= b ? 1 : 0),
  AND(
      (a, b) -> a != 0 && b != 0 ? 1 : 0,
      (a, b) -> a != 0 && b != 0 ? 1 : 0,
      (a, b) -> a != 0 && b != 0 ? 1 : 0),
  OR(
      (a, b) -> a != 0 || b != 0 ? 1 : 0,
      (a, b) -> a != 0 || b != 0 ? 1 : 0,
      (a, b) -> a != 0 || b != 0 ? 1 : 0),
  XOR(
      (a, b) -> a != 0 != (b != 0) ? 1 : 0,
      (a, b) -> a != 0 != (b != 0) ? 1 : 0,
      (a, b) -> a != 0 != (b != 0) ? 1 : 0),
  /** The gradient of relu: b where a &gt; 0, else 0. */
  RELU_GRAD((a, b) -> a > 0 ? b : 0f, (a, b) -> a > 0 ? b : 0, null),
  /** The gradient of gelu: b times (Phi(a) + a phi(a)). */
  GELU_GRAD(
      (a, b) ->
          b
              * (0.5f * (1f + FloatMath.erf(a * FloatMath.GELU_C))
                  + a * 0.39894228f * FloatMath.exp(-0.5f * a * a)),
      (a, b) ->
          b
              * (0.5 * (1 + DoubleMath.erf(a * 0.7071067811865476))
                  + a * 0.3989422804014327 * StrictMath.exp(-0.5 * a * a)),
      null);

  /** A function of two floats. */
  @FunctionalInterface
  public interface F32 {
    /** The value at (a, b). */
    float at(float a, float b);
  }

  private final F32 f32;
  private final DoubleBinaryOperator f64;
  private final @Nullable LongBinaryOperator i64;

  BinaryKernel(F32 f32, DoubleBinaryOperator f64, @Nullable LongBinaryOperator i64) {
    this.f32 = f32;
    this.f64 = f64;
    this.i64 = i64;
  }

  /** The float32 definition. */
  public F32 f32() {
    return f32;
  }

  /** The float64 definition. */
  public DoubleBinaryOperator f64() {
    return f64;
  }

  /** The integer definition, or null where integers are first cast to float32. */
  public @Nullable LongBinaryOperator i64() {
    return i64;
  }

  /** Whether the result is bool. */
  public boolean isPredicate() {
    return ordinal() >= EQ.ordinal() && ordinal() <= XOR.ordinal();
  }

  private static double pow(double base, double exponent) {
    boolean one = base == 1 || (base == -1 && Double.isInfinite(exponent));
    return one ? 1 : StrictMath.pow(base, exponent);
  }

  private static long pow(long base, long exponent) {
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
}

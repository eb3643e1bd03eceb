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
  POW(
      (a, b) -> (float) IntegerMath.pow((double) a, (double) b),
      IntegerMath::pow,
      IntegerMath::pow),
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
      null),
  ATAN2((a, b) -> (float) StrictMath.atan2(a, b), StrictMath::atan2, null),
  HYPOT((a, b) -> (float) StrictMath.hypot(a, b), StrictMath::hypot, null),
  LOGADDEXP((a, b) -> (float) SpecialMath.logaddexp(a, b), SpecialMath::logaddexp, null),
  /** The larger; NaN only when both are. */
  FMAX((a, b) -> (float) IntegerMath.fmax(a, b), IntegerMath::fmax, Math::max),
  /** The smaller; NaN only when both are. */
  FMIN((a, b) -> (float) IntegerMath.fmin(a, b), IntegerMath::fmin, Math::min),
  /** The remainder of the dividend's sign, as in C. */
  FMOD((a, b) -> a % b, (a, b) -> a % b, IntegerMath::fmod),
  /** The remainder of the divisor's sign, as in Python. */
  REMAINDER(IntegerMath::remainder, IntegerMath::remainder, IntegerMath::remainder),
  FLOOR_DIVIDE(IntegerMath::floorDivide, IntegerMath::floorDivide, IntegerMath::floorDivide),
  TRUNC_DIVIDE(
      (a, b) -> (float) (a / b < 0 ? Math.ceil(a / b) : Math.floor(a / b)),
      (a, b) -> a / b < 0 ? Math.ceil(a / b) : Math.floor(a / b),
      IntegerMath::truncDivide),
  /** Integers only, as the following. */
  BITWISE_AND((a, b) -> Float.NaN, (a, b) -> Double.NaN, (a, b) -> a & b),
  BITWISE_OR((a, b) -> Float.NaN, (a, b) -> Double.NaN, (a, b) -> a | b),
  BITWISE_XOR((a, b) -> Float.NaN, (a, b) -> Double.NaN, (a, b) -> a ^ b),
  SHIFT_LEFT((a, b) -> Float.NaN, (a, b) -> Double.NaN, IntegerMath::shiftLeft),
  SHIFT_RIGHT((a, b) -> Float.NaN, (a, b) -> Double.NaN, IntegerMath::shiftRight);

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
}

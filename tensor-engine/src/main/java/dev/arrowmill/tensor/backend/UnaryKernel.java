package dev.arrowmill.tensor.backend;

import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The elementwise functions of one argument: the scalar definition for each kind of number. */
@SuppressWarnings("ImmutableEnumChecker")
public enum UnaryKernel {
  ABS(Math::abs, Math::abs, Math::abs),
  NEG(x -> -x, x -> -x, x -> -x),
  /** 0 for NaN, as in PyTorch. */
  SIGN(x -> x > 0 ? 1f : x < 0 ? -1f : 0f, x -> x > 0 ? 1 : x < 0 ? -1 : 0, x -> Long.signum(x)),
  SQUARE(x -> x * x, x -> x * x, x -> x * x),
  SQRT(x -> (float) Math.sqrt(x), Math::sqrt, null),
  RSQRT(x -> 1f / (float) Math.sqrt(x), x -> 1 / Math.sqrt(x), null),
  RECIPROCAL(x -> 1f / x, x -> 1 / x, null),
  EXP(FloatMath::exp, StrictMath::exp, null),
  EXPM1(FloatMath::expm1, StrictMath::expm1, null),
  LOG(FloatMath::log, StrictMath::log, null),
  LOG1P(FloatMath::log1p, StrictMath::log1p, null),
  SIN(FloatMath::sin, StrictMath::sin, null),
  COS(FloatMath::cos, StrictMath::cos, null),
  TANH(FloatMath::tanh, StrictMath::tanh, null),
  SIGMOID(FloatMath::sigmoid, DoubleMath::sigmoid, null),
  RELU(FloatMath::relu, x -> x > 0 || Double.isNaN(x) ? x : 0, x -> Math.max(x, 0)),
  SILU(FloatMath::silu, x -> x * DoubleMath.sigmoid(x), null),
  GELU(FloatMath::gelu, DoubleMath::gelu, null),
  SOFTPLUS(FloatMath::softplus, DoubleMath::softplus, null),
  ERF(FloatMath::erf, DoubleMath::erf, null),
  FLOOR(x -> (float) Math.floor(x), Math::floor, x -> x),
  CEIL(x -> (float) Math.ceil(x), Math::ceil, x -> x),
  ROUND(x -> (float) Math.rint(x), Math::rint, x -> x),
  TRUNC(x -> (float) trunc(x), UnaryKernel::trunc, x -> x),
  EXP2(x -> (float) StrictMath.pow(2, x), x -> StrictMath.pow(2, x), null),
  LOG2(x -> (float) log2(x), UnaryKernel::log2, null),
  LOG10(x -> (float) StrictMath.log10(x), StrictMath::log10, null),
  TAN(x -> (float) StrictMath.tan(x), StrictMath::tan, null),
  ASIN(x -> (float) StrictMath.asin(x), StrictMath::asin, null),
  ACOS(x -> (float) StrictMath.acos(x), StrictMath::acos, null),
  ATAN(x -> (float) StrictMath.atan(x), StrictMath::atan, null),
  SINH(x -> (float) StrictMath.sinh(x), StrictMath::sinh, null),
  COSH(x -> (float) StrictMath.cosh(x), StrictMath::cosh, null),
  ASINH(x -> (float) SpecialMath.asinh(x), SpecialMath::asinh, null),
  ACOSH(x -> (float) SpecialMath.acosh(x), SpecialMath::acosh, null),
  ATANH(x -> (float) SpecialMath.atanh(x), SpecialMath::atanh, null),
  ERFC(x -> (float) DoubleMath.erfc(x), DoubleMath::erfc, null),
  ERFINV(x -> (float) SpecialMath.erfinv(x), SpecialMath::erfinv, null),
  LGAMMA(x -> (float) SpecialMath.lgamma(x), SpecialMath::lgamma, null),
  DIGAMMA(x -> (float) SpecialMath.digamma(x), SpecialMath::digamma, null),
  /** Integers only. */
  BITWISE_NOT(x -> Float.NaN, x -> Double.NaN, x -> ~x);

  /** A function of one float. */
  @FunctionalInterface
  public interface F32 {
    /** The value at x. */
    float at(float x);
  }

  private final F32 f32;
  private final DoubleUnaryOperator f64;
  private final @Nullable LongUnaryOperator i64;

  UnaryKernel(F32 f32, DoubleUnaryOperator f64, @Nullable LongUnaryOperator i64) {
    this.f32 = f32;
    this.f64 = f64;
    this.i64 = i64;
  }

  /** The float32 definition. */
  public F32 f32() {
    return f32;
  }

  /** The float64 definition. */
  public DoubleUnaryOperator f64() {
    return f64;
  }

  /** The integer definition, or null where integers are first cast to float32. */
  public @Nullable LongUnaryOperator i64() {
    return i64;
  }

  private static double log2(double x) {
    int e = Math.getExponent(x);
    boolean whole = x > 0 && e < 1024 && x == Math.scalb(1.0, e);
    return whole ? e : StrictMath.log(x) * 1.4426950408889634;
  }

  private static double trunc(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }
}

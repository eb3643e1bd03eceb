package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;

/** Questions about floats, as compositions; results are bool. Integers are always finite. */
public final class FloatTests {
  private static final double INF = Double.POSITIVE_INFINITY;

  static final OpSpec ISNAN =
      OpSpec.of("isnan", "true where x is NaN").notDifferentiable().unary(-2, 2, FloatTests::isnan);
  static final OpSpec ISINF =
      OpSpec.of("isinf", "true where |x| is infinite")
          .notDifferentiable()
          .unary(-2, 2, x -> isinf(x.reciprocal()));
  static final OpSpec ISFINITE =
      OpSpec.of("isfinite", "true where x is a number and not infinite")
          .notDifferentiable()
          .unary(-2, 2, FloatTests::isfinite);
  static final OpSpec SIGNBIT =
      OpSpec.of("signbit", "true where x is negative or -0")
          .notDifferentiable()
          .unary(-2, 2, FloatTests::signbit);

  private FloatTests() {}

  /** True where x is NaN. */
  public static Tensor isnan(Tensor x) {
    return x.ne(x);
  }

  /** True where x is infinite. */
  public static Tensor isinf(Tensor x) {
    return x.dtype().isFloat() ? x.abs().eq(INF) : x.ne(x);
  }

  /** True where x is neither NaN nor infinite. */
  public static Tensor isfinite(Tensor x) {
    return x.dtype().isFloat() ? x.abs().lt(INF) : x.eq(x);
  }

  /** True where x is negative, -0 included; false for NaN. */
  public static Tensor signbit(Tensor x) {
    if (x.dtype() == DType.BOOL || x.dtype() == DType.UINT8) {
      return x.ne(x);
    }
    return x.dtype().isFloat() ? x.lt(0).or(x.eq(0).and(x.reciprocal().lt(0))) : x.lt(0);
  }
}

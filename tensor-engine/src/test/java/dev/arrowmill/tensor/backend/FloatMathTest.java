package dev.arrowmill.tensor.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The documented error bounds of the float32 functions. */
class FloatMathTest {
  static Stream<Arguments> functions() {
    return Stream.of(
        row("exp", FloatMath::exp, StrictMath::exp, -87f, 88f, 1.5),
        row("log", FloatMath::log, StrictMath::log, 1e-38f, 1e38f, 1.5),
        row("expm1", FloatMath::expm1, StrictMath::expm1, -20f, 88f, 2),
        row("log1p", FloatMath::log1p, StrictMath::log1p, -0.999f, 1e38f, 2),
        row("tanh", FloatMath::tanh, StrictMath::tanh, -10f, 10f, 2),
        row("sigmoid", FloatMath::sigmoid, DoubleMath::sigmoid, -87f, 30f, 2.5),
        row("erf", FloatMath::erf, DoubleMath::erf, -5f, 5f, 1.5),
        row("sin", FloatMath::sin, StrictMath::sin, -8000f, 8000f, 2),
        row("cos", FloatMath::cos, StrictMath::cos, -8000f, 8000f, 2),
        row("softplus", FloatMath::softplus, DoubleMath::softplus, -80f, 80f, 3));
  }

  private static Arguments row(
      String name, UnaryKernel.F32 f, DoubleUnaryOperator exact, float lo, float hi, double ulps) {
    return Arguments.of(name, f, exact, lo, hi, ulps);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void errorInUlps(
      String name, UnaryKernel.F32 f, DoubleUnaryOperator exact, float lo, float hi, double ulps) {
    double worst = 0;
    float at = 0;
    int a = order(lo);
    int b = order(hi);
    for (long i = a; i < b; i += 4001) {
      float x = value((int) i);
      double e = exact.applyAsDouble(x);
      double err =
          Math.abs(f.at(x) - e) / Math.max(Math.ulp((float) e), Float.MIN_NORMAL * 0x1p-23);
      if (err > worst) {
        worst = err;
        at = x;
      }
    }
    System.out.printf("%s: %.2f ulp at %s%n", name, worst, at);
    assertThat(worst).as("%s worst at %s", name, at).isLessThan(ulps);
  }

  /** Floats in their order as integers. */
  private static int order(float x) {
    int b = Float.floatToRawIntBits(x);
    return b < 0 ? 0x80000000 - b : b;
  }

  private static float value(int o) {
    return Float.intBitsToFloat(o < 0 ? 0x80000000 - o : o);
  }
}

package dev.arrowmill.tensor.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.tensor.backend.UnaryKernel;
import dev.arrowmill.tensor.emit.Access;
import dev.arrowmill.tensor.emit.FusedSpec;
import dev.arrowmill.tensor.emit.JavaEmitter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The expressions give FloatMath's bits on special values, random bits and odd sizes. */
class FunctionsTest {
  private static final Map<UnaryKernel, UnaryOperator<Expr>> ROWS =
      new EnumMap<>(
          Map.of(
              UnaryKernel.EXP, Functions::exp,
              UnaryKernel.LOG, Functions::log,
              UnaryKernel.TANH, Functions::tanh,
              UnaryKernel.SIGMOID, Functions::sigmoid,
              UnaryKernel.SILU, Functions::silu,
              UnaryKernel.ERF, Functions::erf,
              UnaryKernel.GELU, Functions::gelu,
              UnaryKernel.SOFTPLUS, Functions::softplus,
              UnaryKernel.RELU, Functions::relu,
              UnaryKernel.SIGN, Functions::sign));

  static {
    ROWS.put(UnaryKernel.EXPM1, Functions::expm1);
    ROWS.put(UnaryKernel.LOG1P, Functions::log1p);
    ROWS.put(UnaryKernel.FLOOR, Functions::floor);
    ROWS.put(UnaryKernel.CEIL, Functions::ceil);
    ROWS.put(UnaryKernel.ROUND, Functions::rint);
    ROWS.put(UnaryKernel.TRUNC, Functions::trunc);
  }

  static Iterable<UnaryKernel> kernels() {
    return ROWS.keySet();
  }

  private static float[] inputs(int n) {
    float[] special = {
      0f,
      -0f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      1.17549435e-38f,
      1e-40f,
      88.7f,
      89f,
      -87.3f,
      -103.9f,
      -104.5f,
      1f,
      -1f,
      0.5f,
      -0.5f,
      1.5f,
      2.5f,
      -2.5f,
      0.49999997f,
      8388607.5f,
      -8388607.5f,
      8388608f,
      16777217f,
      0.625f,
      0.927734375f,
      -0.927734375f
    };
    Random r = new Random(n);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          switch (i % 3) {
            case 0 -> Float.intBitsToFloat(r.nextInt());
            case 1 -> (float) r.nextGaussian() * 10;
            default -> i / 3 < special.length ? special[i / 3] : (float) r.nextGaussian();
          };
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void functionsMatchFloatMath(UnaryKernel k) {
    UnaryOperator<Expr> f = java.util.Objects.requireNonNull(ROWS.get(k));
    FusedSpec spec =
        new FusedSpec(
            List.of(FusedSpec.Slot.of(Access.FULL)),
            List.of(FusedSpec.Output.of(f.apply(Expr.input(0)))));
    for (JavaEmitter.Mode mode : JavaEmitter.Mode.values()) {
      for (int n : new int[] {1, 7, 8, 9, 17, 255, 5000}) {
        float[] x = inputs(n);
        float[] y = new float[n];
        JavaEmitter.compile(spec, mode)
            .run(new Object[] {x}, new int[1], new Object[] {y}, new int[1], 1, n);
        for (int i = 0; i < n; i++) {
          assertThat(Float.floatToIntBits(y[i]))
              .as("%s(%s) by %s: %s", k, x[i], mode, y[i])
              .isEqualTo(Float.floatToIntBits(k.f32().at(x[i])));
        }
      }
    }
  }

  @Test
  void equalExpressionsAreOneObject() {
    Expr a = Functions.gelu(Expr.input(0)).add(Expr.input(1));
    Expr b = Functions.gelu(Expr.input(0)).add(Expr.input(1));
    assertThat(a).isSameAs(b);
    assertThat(a).isNotSameAs(Functions.gelu(Expr.input(1)).add(Expr.input(0)));
    Expr e = Functions.exp(Expr.input(0));
    int once = Program.of(List.of(e)).size();
    assertThat(Program.of(List.of(e.add(e), e)).size()).isEqualTo(once + 1);
  }

  @Test
  void keysTellProgramsApart() {
    Expr x = Expr.input(0);
    assertThat(Program.of(List.of(x.add(0f))).key())
        .isNotEqualTo(Program.of(List.of(x.add(-0f))).key());
    assertThat(Program.of(List.of(x, x.neg())).key())
        .isNotEqualTo(Program.of(List.of(x.neg(), x)).key());
    assertThat(Program.of(List.of(x.neg())).key()).isEqualTo(Program.of(List.of(x.neg())).key());
    assertThat(Program.of(List.of(x.mul(2f))).toString())
        .isEqualTo("t0 = INPUT 0\nt1 = CONST 2.0\nt2 = MUL t0 t1\n-> t2\n");
  }

  @Test
  void textsOfDeepExpressionsStayShort() {
    Expr e = Expr.input(0);
    for (int i = 0; i < 20; i++) {
      e = Functions.tanh(Functions.gelu(e));
    }
    assertThat(e.toString()).startsWith("SELECT[LT[ABS[").hasSizeLessThan(400);
    assertThat(Expr.input(0).mul(2f)).hasToString("MUL[INPUT 0, CONST 2.0]");
  }

  @Test
  void argumentsMustBeOfTheRightLane() {
    assertThatThrownBy(() -> Expr.input(0).lt(1f).add(2f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expr: ADD takes [FLOAT, FLOAT], argument 0 is MASK");
    assertThatThrownBy(() -> Expr.of(Code.FMA, Expr.input(0)))
        .hasMessage("expr: FMA takes [FLOAT, FLOAT, FLOAT], got 1 arguments");
    assertThatThrownBy(() -> Expr.input(0).bits().shl(32))
        .hasMessage("expr: shift by 32, expected 0 to 31");
  }
}

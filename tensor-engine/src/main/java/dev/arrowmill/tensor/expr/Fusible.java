package dev.arrowmill.tensor.expr;

import static dev.arrowmill.tensor.expr.Functions.number;

import dev.arrowmill.tensor.op.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The table of ops that can be fused: each row turns a recorded call on float32 and bool tensors
 * into an expression with the op's bits. Ops that have no row use StrictMath or float64 inside
 * (pow, sin, cos) or are not elementwise.
 */
public final class Fusible {
  /** One row: the call's result, or null where the arguments' lanes are not supported. */
  @FunctionalInterface
  private interface Row {
    @Nullable Expr of(Op op, Lane result, List<Expr> args);
  }

  private static final Map<String, Row> ROWS = new HashMap<>();

  static {
    unary("exp", Functions::exp);
    unary("expm1", Functions::expm1);
    unary("log", Functions::log);
    unary("log1p", Functions::log1p);
    unary("rsqrt", x -> Expr.of(1f).div(x.sqrt()));
    unary("tanh", Functions::tanh);
    unary("sigmoid", Functions::sigmoid);
    unary("silu", Functions::silu);
    unary("gelu", Functions::gelu);
    unary("softplus", Functions::softplus);
    unary("erf", Functions::erf);
    unary("sqrt", Expr::sqrt);
    unary("reciprocal", x -> Expr.of(1f).div(x));
    real("abs", Expr::abs);
    real("neg", Expr::neg);
    real("sign", Functions::sign);
    real("square", x -> x.mul(x));
    real("relu", Functions::relu);
    real("floor", Functions::floor);
    real("ceil", Functions::ceil);
    real("round", Functions::rint);
    real("trunc", Functions::trunc);
    binary("add", Expr::add, Code.OR);
    binary("sub", Expr::sub, null);
    binary("mul", Expr::mul, Code.AND);
    binary("maximum", Expr::max, Code.OR);
    binary("minimum", Expr::min, Code.AND);
    numbers("div", Expr::div);
    numbers("eq", (a, b) -> Expr.of(Code.EQ, a, b));
    numbers("ne", (a, b) -> Expr.of(Code.NE, a, b));
    numbers("lt", Expr::lt);
    numbers("le", Expr::le);
    numbers("gt", Expr::gt);
    numbers("ge", Expr::ge);
    numbers("reluGrad", (x, g) -> x.gt(0f).select(g, Expr.of(0f)));
    numbers("geluGrad", Functions::geluGrad);
    truths("and", Code.AND);
    truths("or", Code.OR);
    truths("xor", Code.XOR);
    ROWS.put("where", (op, result, a) -> where(a.get(0), a.get(1), a.get(2)));
    ROWS.put("toType", (op, result, a) -> cast(a.get(0), result));
  }

  private Fusible() {}

  /** Also for bool, which counts as a number. */
  private static void unary(String name, UnaryOperator<Expr> f) {
    ROWS.put(name, (op, result, a) -> f.apply(asNumber(a.get(0))));
  }

  /** Not defined for bool. */
  private static void real(String name, UnaryOperator<Expr> f) {
    ROWS.put(name, (op, result, a) -> a.get(0).lane() == Lane.MASK ? null : f.apply(a.get(0)));
  }

  /** Two bools give bool by the code, null for undefined. */
  private static void binary(String name, BinaryOperator<Expr> f, @Nullable Code bools) {
    ROWS.put(
        name,
        (op, result, a) -> {
          if (a.get(0).lane() == Lane.MASK && a.get(1).lane() == Lane.MASK) {
            return bools == null ? null : Expr.of(bools, a.get(0), a.get(1));
          }
          return f.apply(asNumber(a.get(0)), asNumber(a.get(1)));
        });
  }

  private static void numbers(String name, BinaryOperator<Expr> f) {
    ROWS.put(name, (op, result, a) -> f.apply(asNumber(a.get(0)), asNumber(a.get(1))));
  }

  private static void truths(String name, Code code) {
    ROWS.put(name, (op, result, a) -> Expr.of(code, asTruth(a.get(0)), asTruth(a.get(1))));
  }

  private static Expr asNumber(Expr e) {
    return e.lane() == Lane.MASK ? number(e) : e;
  }

  private static Expr asTruth(Expr e) {
    return e.lane() == Lane.MASK ? e : Functions.truth(e);
  }

  private static Expr where(Expr condition, Expr a, Expr b) {
    if (a.lane() == Lane.MASK && b.lane() == Lane.MASK) {
      Expr first = Expr.of(Code.AND, condition, a);
      return Expr.of(Code.OR, first, Expr.of(Code.AND, condition.not(), b));
    }
    return condition.select(asNumber(a), asNumber(b));
  }

  private static Expr cast(Expr e, Lane result) {
    return result == Lane.MASK ? asTruth(e) : asNumber(e);
  }

  /** The names of the ops that have a row. */
  public static Set<String> names() {
    return Set.copyOf(ROWS.keySet());
  }

  /**
   * The expression of one call.
   *
   * @param op the recorded op
   * @param result FLOAT for a float32 result, MASK for bool; other results are not fusible
   * @param args one per input, FLOAT for a float32 tensor and MASK for a bool one
   * @return null when the op, or the op on such inputs, cannot be fused
   */
  public static @Nullable Expr expr(Op op, Lane result, List<Expr> args) {
    Row row = ROWS.get(op.name());
    Expr e = row == null ? null : row.of(op, result, args);
    return e == null || e.lane() != result ? null : e;
  }
}

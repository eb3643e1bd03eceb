package dev.arrowmill.data;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@link SqlExpr}: {@code abs, sqrt, exp, ln, log, log1p, floor, ceil, round,
 * sign, sin, cos, pow, least, greatest, nullif, coalesce, ifnull, nvl, lower, upper, trim, length}.
 */
final class SqlFunctions {
  /** A function of some arguments. */
  private record Function2(int least, int most, Function<List<Expr>, Expr> of) {}

  private static final Map<String, Function2> ALL = new TreeMap<>();

  static {
    one("abs", e -> e.real("abs", (double x) -> Math.abs(x)));
    one("sqrt", Expr::sqrt);
    one("exp", Expr::exp);
    one("ln", Expr::log);
    one("log", Expr::log);
    one("log1p", Expr::log1p);
    one("floor", e -> e.real("floor", (double x) -> StrictMath.floor(x)));
    one("ceil", e -> e.real("ceil", (double x) -> StrictMath.ceil(x)));
    one("round", e -> e.real("round", SqlFunctions::halfUp));
    one("sign", e -> e.real("sign", (double x) -> Math.signum(x)));
    one("sin", e -> e.real("sin", (double x) -> StrictMath.sin(x)));
    one("cos", e -> e.real("cos", (double x) -> StrictMath.cos(x)));
    one("lower", Expr::lower);
    one("upper", Expr::upper);
    one("trim", Expr::trim);
    one("length", Expr::length);
    two("pow", (a, b) -> a.real("pow", b, StrictMath::pow));
    two("nullif", (a, b) -> Expr.when(a.eq(b).not().or(b.isNull()), a));
    two("ifnull", Expr::ifNull);
    two("nvl", Expr::ifNull);
    many("coalesce", Expr::ifNull);
    many("least", (a, b) -> pick(a, b, a.le(b)));
    many("greatest", (a, b) -> pick(a, b, a.ge(b)));
  }

  private SqlFunctions() {}

  private static void one(String name, UnaryOperator<Expr> f) {
    ALL.put(name, new Function2(1, 1, args -> f.apply(args.get(0))));
  }

  private static void two(String name, java.util.function.BinaryOperator<Expr> f) {
    ALL.put(name, new Function2(2, 2, args -> f.apply(args.get(0), args.get(1))));
  }

  private static void many(String name, java.util.function.BinaryOperator<Expr> f) {
    ALL.put(
        name, new Function2(2, Integer.MAX_VALUE, args -> args.stream().reduce(f).orElseThrow()));
  }

  /** The chosen one of two, the other where one is null. */
  private static Expr pick(Expr a, Expr b, Condition first) {
    return Expr.when(first.or(b.isNull()), a, b);
  }

  private static double halfUp(double x) {
    return x < 0 ? -StrictMath.floor(-x + 0.5) : StrictMath.floor(x + 0.5);
  }

  static boolean has(String name) {
    return ALL.containsKey(name.toLowerCase(Locale.ROOT));
  }

  /** The value of a call; null where the number of arguments is wrong. */
  static @Nullable Expr call(String name, List<Expr> args) {
    Function2 f = ALL.get(name.toLowerCase(Locale.ROOT));
    return f == null || args.size() < f.least || args.size() > f.most ? null : f.of.apply(args);
  }

  static String names() {
    return ALL.keySet().toString();
  }
}

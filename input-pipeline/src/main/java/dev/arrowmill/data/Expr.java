package dev.arrowmill.data;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnRange;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.Formulas.Constant;
import dev.arrowmill.data.Formulas.Formula;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A value of each row: a column, a literal, or what is computed from them, for conditions and
 * {@link Dataset#withColumn}: {@code col("price").gt(0).and(col("city").ne("Paris"))}, {@code
 * col("price").times(col("count")).log1p()}. Immutable and thread-safe.
 *
 * <p>Null follows SQL: what is computed from null is null. Integers (booleans as 0 and 1, dates in
 * days, timestamps in microseconds) give LONG under plus, minus, times, negate and abs, everything
 * else DOUBLE; a LONG that overflows is an error, a division by zero is infinite or NaN. Numbers
 * are compared as doubles. All results are the same bits on every machine.
 */
public final class Expr {
  private static final double MIN = Double.NEGATIVE_INFINITY;
  private static final double MAX = Double.POSITIVE_INFINITY;

  private final String column;
  private final Formula formula;
  private final @Nullable String name;

  private Expr(String text, Formula formula) {
    this(text, formula, null);
  }

  private Expr(String text, Formula formula, @Nullable String name) {
    this.column = text;
    this.formula = formula;
    this.name = name;
  }

  /** The column of that name. */
  public static Expr col(String name) {
    Objects.requireNonNull(name, "column");
    return new Expr(name, rows -> rows.column(name), name);
  }

  /** The same integer in every row. */
  public static Expr lit(long value) {
    return literal(Long.toString(value), ColumnType.LONG, value, value, "");
  }

  /** The same real in every row. */
  public static Expr lit(double value) {
    return literal(Double.toString(value), ColumnType.DOUBLE, 0, value, "");
  }

  /** The same text in every row. */
  public static Expr lit(String value) {
    return literal("'" + value + "'", ColumnType.STRING, 0, 0, value);
  }

  private static Expr literal(String name, ColumnType type, long whole, double real, String text) {
    return new Expr(name, rows -> new Constant(type, rows.rows(), whole, real, text));
  }

  /** A BOOLEAN: whether the condition is true; null where it is unknown. */
  public static Expr of(Condition condition) {
    return new Expr(condition.toString(), Formulas.truth(condition));
  }

  /**
   * {@code yes} where the condition is true, {@code no} where it is false or unknown. Both have one
   * type, or are numbers.
   */
  public static Expr when(Condition condition, Expr yes, Expr no) {
    String text = "when(" + condition + ", " + yes + ", " + no + ")";
    return new Expr(
        text, Formulas.choose(text, Formulas.truth(condition), yes.formula, no.formula));
  }

  /** This value, or the other where it is null. */
  public Expr ifNull(Expr other) {
    return when(isNotNull(), this, other);
  }

  public Expr plus(Expr other) {
    return whole("+", other, Math::addExact, (a, b) -> a + b);
  }

  public Expr plus(long value) {
    return plus(lit(value));
  }

  public Expr plus(double value) {
    return plus(lit(value));
  }

  public Expr minus(Expr other) {
    return whole("-", other, Math::subtractExact, (a, b) -> a - b);
  }

  public Expr minus(long value) {
    return minus(lit(value));
  }

  public Expr minus(double value) {
    return minus(lit(value));
  }

  public Expr times(Expr other) {
    return whole("*", other, Math::multiplyExact, (a, b) -> a * b);
  }

  public Expr times(long value) {
    return times(lit(value));
  }

  public Expr times(double value) {
    return times(lit(value));
  }

  /** The quotient, always DOUBLE. */
  public Expr div(Expr other) {
    String text = sign("/", other);
    return new Expr(text, Formulas.real(text, formula, other.formula, (a, b) -> a / b));
  }

  public Expr div(double value) {
    return div(lit(value));
  }

  public Expr negate() {
    String text = "-" + column;
    return new Expr(text, Formulas.unary(text, formula, Math::negateExact, a -> -a));
  }

  public Expr abs() {
    String text = "abs(" + column + ")";
    return new Expr(text, Formulas.unary(text, formula, Expr::absExact, Math::abs));
  }

  private static long absExact(long value) {
    return value < 0 ? Math.negateExact(value) : value;
  }

  /** The natural logarithm of 1 + this. */
  public Expr log1p() {
    return real("log1p", StrictMath::log1p);
  }

  /** The natural logarithm. */
  public Expr log() {
    return real("log", StrictMath::log);
  }

  public Expr exp() {
    return real("exp", StrictMath::exp);
  }

  public Expr sqrt() {
    return real("sqrt", StrictMath::sqrt);
  }

  /** Lower case, of text. */
  public Expr lower() {
    return new Expr(
        "lower(" + column + ")",
        Formulas.text("lower(" + column + ")", formula, s -> s.toLowerCase(Locale.ROOT)));
  }

  /** Upper case, of text. */
  Expr upper() {
    return mapped("upper", s -> s.toUpperCase(Locale.ROOT));
  }

  /** Without white space at its ends, of text. */
  Expr trim() {
    return mapped("trim", String::strip);
  }

  private Expr mapped(String name, java.util.function.UnaryOperator<String> f) {
    String text = name + "(" + column + ")";
    return new Expr(text, Formulas.text(text, formula, f));
  }

  /** The number of UTF-16 units of a text. */
  public Expr length() {
    String text = "length(" + column + ")";
    return new Expr(text, Formulas.ofText(text, formula, String::length));
  }

  /**
   * The value as BOOLEAN, LONG, DOUBLE, STRING, DATE (days) or TIMESTAMP (microseconds): reals are
   * cut off towards zero, text is read; null where the value is none of that type.
   */
  public Expr cast(ColumnType type) {
    String text = "cast(" + column + " as " + type + ")";
    return new Expr(text, rows -> Casts.cast(text, formula.of(rows), type));
  }

  private String sign(String sign, Expr other) {
    return "(" + column + " " + sign + " " + other.column + ")";
  }

  private Expr whole(String sign, Expr other, LongBinaryOperator l, DoubleBinaryOperator d) {
    String text = sign(sign, other);
    return new Expr(text, Formulas.binary(text, formula, other.formula, l, d));
  }

  /** In doubles, whatever the operands are. */
  Expr real(String sign, Expr other, DoubleBinaryOperator f) {
    String text = sign(sign, other);
    return new Expr(text, Formulas.real(text, formula, other.formula, f));
  }

  /** As {@link #when(Condition, Expr, Expr)}, null where the condition is not true. */
  static Expr when(Condition condition, Expr yes) {
    String text = "when(" + condition + ", " + yes + ")";
    return new Expr(text, Formulas.only(Formulas.truth(condition), yes.formula));
  }

  Expr real(String name, DoubleUnaryOperator f) {
    String text = name + "(" + column + ")";
    return new Expr(text, Formulas.real(text, formula, f));
  }

  /** Internal: the values for some rows, valid as long as they are. */
  public Column over(Columns rows) {
    return formula.of(rows);
  }

  @Override
  public String toString() {
    return column;
  }

  public Condition gt(Expr other) {
    return Expr.of(this, ">", other, (a, b) -> a > b);
  }

  public Condition ge(Expr other) {
    return Expr.of(this, ">=", other, (a, b) -> a >= b);
  }

  public Condition lt(Expr other) {
    return Expr.of(this, "<", other, (a, b) -> a < b);
  }

  public Condition le(Expr other) {
    return Expr.of(this, "<=", other, (a, b) -> a <= b);
  }

  public Condition eq(Expr other) {
    return Expr.of(this, "=", other, (a, b) -> a == b);
  }

  public Condition ne(Expr other) {
    return Expr.of(this, "!=", other, (a, b) -> a != b);
  }

  /** A comparison of two numbers. */
  interface Comparison {
    boolean test(double a, double b);
  }

  private static Condition of(Expr a, String sign, Expr b, Comparison test) {
    String text = a + " " + sign + " " + b;
    return new Condition(
        (rows, out) -> {
          Column left = Formulas.number(text, a.formula.of(rows));
          Column right = Formulas.number(text, b.formula.of(rows));
          for (int i = 0; i < rows.rows(); i++) {
            boolean missing = left.isNull(i) || right.isNull(i);
            out[i] = missing ? Condition.unknown() : Condition.truth(compare(left, right, i, test));
          }
        },
        text);
  }

  /** Integers are compared as they are: a double does not hold all of them. */
  private static boolean compare(Column left, Column right, int row, Comparison test) {
    return (left.type().isIntegral() && right.type().isIntegral())
        ? test.test(Long.compare(left.getLong(row), right.getLong(row)), 0)
        : test.test(left.getDouble(row), right.getDouble(row));
  }

  public Condition gt(double value) {
    return number(v -> v > value, ">", value).only(range(Math.nextUp(value), MAX));
  }

  public Condition ge(double value) {
    return number(v -> v >= value, ">=", value).only(range(value, MAX));
  }

  public Condition lt(double value) {
    return number(v -> v < value, "<", value).only(range(MIN, Math.nextDown(value)));
  }

  public Condition le(double value) {
    return number(v -> v <= value, "<=", value).only(range(MIN, value));
  }

  public Condition eq(double value) {
    return number(v -> v == value, "=", value).only(range(value, value));
  }

  public Condition ne(double value) {
    return number(v -> v != value, "!=", value);
  }

  public Condition eq(String value) {
    return text(value::equals, "=", value).only(texts(Set.of(value)));
  }

  public Condition ne(String value) {
    return text(v -> !v.equals(value), "!=", value);
  }

  /** True where the text is one of these. */
  public Condition in(String... values) {
    Set<String> set = new TreeSet<>(List.of(values));
    return text(set::contains, "in", set.stream().sorted().toList().toString()).only(texts(set));
  }

  public Condition isNull() {
    return nulls(true);
  }

  public Condition isNotNull() {
    return nulls(false);
  }

  private Condition nulls(boolean wanted) {
    return new Condition(
        (rows, out) -> {
          Column c = formula.of(rows);
          for (int i = 0; i < rows.rows(); i++) {
            out[i] = Condition.truth(c.isNull(i) == wanted);
          }
        },
        column + (wanted ? " is null" : " is not null"),
        name);
  }

  private Condition number(Condition.DoubleTest test, String sign, double value) {
    return new Condition(
        (rows, out) -> compare(numeric(rows), rows.rows(), test, out),
        column + " " + sign + " " + value,
        name);
  }

  private static void compare(Column c, int rows, Condition.DoubleTest test, byte[] out) {
    double[] values = new double[rows];
    c.copyDoubles(0, rows, values, 0);
    for (int i = 0; i < rows; i++) {
      boolean missing = Double.isNaN(values[i]) && c.isNull(i);
      out[i] = missing ? Condition.unknown() : Condition.truth(test.test(values[i]));
    }
  }

  private Column numeric(Columns rows) {
    Column c = formula.of(rows);
    if (c.type() == ColumnType.STRING) {
      throw new IllegalArgumentException(
          "filter: column " + column + " is STRING, compared with a number");
    }
    return c;
  }

  private Condition text(Predicate<String> test, String sign, String value) {
    return new Condition(
        (rows, out) -> {
          Column c = formula.of(rows);
          if (c.type() != ColumnType.STRING) {
            throw new IllegalArgumentException(
                "filter: column " + column + " is " + c.type() + ", compared with text");
          }
          for (int i = 0; i < rows.rows(); i++) {
            out[i] = c.isNull(i) ? Condition.unknown() : Condition.truth(test.test(c.getString(i)));
          }
        },
        column + " " + sign + " " + value,
        name);
  }

  private @Nullable ColumnRange range(double min, double max) {
    return name == null ? null : ColumnRange.numbers(name, min, max);
  }

  private @Nullable ColumnRange texts(Set<String> values) {
    return name == null ? null : ColumnRange.texts(name, values);
  }
}

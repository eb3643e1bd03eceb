package dev.arrowmill.data;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A column in a condition: {@code col("price").gt(0).and(col("city").ne("Paris"))}. Numbers are
 * compared as doubles, dates in days, timestamps in microseconds. Immutable and thread-safe.
 */
public final class Expr {
  private final String column;

  private Expr(String column) {
    this.column = Objects.requireNonNull(column, "column");
  }

  /** The column of that name. */
  public static Expr col(String name) {
    return new Expr(name);
  }

  public Condition gt(double value) {
    return number(v -> v > value, ">", value);
  }

  public Condition ge(double value) {
    return number(v -> v >= value, ">=", value);
  }

  public Condition lt(double value) {
    return number(v -> v < value, "<", value);
  }

  public Condition le(double value) {
    return number(v -> v <= value, "<=", value);
  }

  public Condition eq(double value) {
    return number(v -> v == value, "=", value);
  }

  public Condition ne(double value) {
    return number(v -> v != value, "!=", value);
  }

  public Condition eq(String value) {
    return text(value::equals, "=", value);
  }

  public Condition ne(String value) {
    return text(v -> !v.equals(value), "!=", value);
  }

  /** True where the text is one of these. */
  public Condition in(String... values) {
    Set<String> set = Set.of(values);
    return text(set::contains, "in", set.stream().sorted().toList().toString());
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
          Column c = rows.column(column);
          for (int i = 0; i < rows.rows(); i++) {
            out[i] = Condition.truth(c.isNull(i) == wanted);
          }
        },
        column + (wanted ? " is null" : " is not null"));
  }

  private Condition number(Condition.DoubleTest test, String sign, double value) {
    return new Condition(
        (rows, out) -> compare(numeric(rows), rows.rows(), test, out),
        column + " " + sign + " " + value);
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
    Column c = rows.column(column);
    if (c.type() == ColumnType.STRING) {
      throw new IllegalArgumentException(
          "filter: column " + column + " is STRING, compared with a number");
    }
    return c;
  }

  private Condition text(Predicate<String> test, String sign, String value) {
    return new Condition(
        (rows, out) -> {
          Column c = rows.column(column);
          if (c.type() != ColumnType.STRING) {
            throw new IllegalArgumentException(
                "filter: column " + column + " is " + c.type() + ", compared with text");
          }
          for (int i = 0; i < rows.rows(); i++) {
            out[i] = c.isNull(i) ? Condition.unknown() : Condition.truth(test.test(c.getString(i)));
          }
        },
        column + " " + sign + " " + value);
  }
}

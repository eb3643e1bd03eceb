package dev.arrowmill.data;

import java.util.Set;

/**
 * A value of each row, written as SQL: {@code debt / income}, {@code case when age < 18 then
 * 'minor' else 'adult' end}, {@code coalesce(`net price`, 0) * 1.2}. Immutable and thread-safe.
 *
 * <p>There are: column names, bare or in back quotes; numbers, {@code 'texts'}, {@code true} and
 * {@code false}; {@code + - * / %}; {@code = <> != < <= > >=}, {@code between}, {@code in (...)},
 * {@code is [not] null}; {@code and}, {@code or}, {@code not}; {@code case}, {@code if(c, a, b)},
 * {@code cast(x as boolean|bigint|double|string)}; and the functions of {@link SqlFunctions}.
 * Keywords and functions in any case.
 *
 * <p>Arithmetic is done in doubles, whatever the columns are: dates count in days, timestamps in
 * microseconds, booleans as 0 and 1; division by zero is infinite or NaN. Null follows SQL. The
 * results are the same bits on every machine.
 */
public final class SqlExpr {
  private final String sql;
  private final Expr expr;
  private final Set<String> columns;

  SqlExpr(String sql, Expr expr, Set<String> columns) {
    this.sql = sql;
    this.expr = expr;
    this.columns = Set.copyOf(columns);
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException saying what is wrong and where
   */
  public static SqlExpr parse(String sql) {
    return new SqlParser(sql).parse();
  }

  /** What it computes. */
  public Expr expr() {
    return expr;
  }

  /** The columns it reads. */
  public Set<String> columns() {
    return columns;
  }

  @Override
  public String toString() {
    return sql;
  }
}

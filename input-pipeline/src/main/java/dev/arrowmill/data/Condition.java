package dev.arrowmill.data;

import dev.arrowmill.arrow.ColumnRange;
import dev.arrowmill.arrow.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A test of rows, built from {@link Expr#col}. Null follows SQL: comparing with null is unknown,
 * and a filter keeps only rows where the test is true. Immutable and thread-safe.
 */
public final class Condition {
  private static final byte FALSE = 0;
  private static final byte UNKNOWN = 1;
  private static final byte TRUE = 2;

  /** Writes FALSE, UNKNOWN or TRUE for each row; their order makes and = min, or = max. */
  interface Test {
    void evaluate(Columns rows, byte[] out);
  }

  /** One comparison of a value. */
  interface DoubleTest {
    boolean test(double value);
  }

  private final Test test;
  private final String text;
  private final @Nullable Set<String> columns;
  private final List<ColumnRange> ranges;

  Condition(Test test, String text) {
    this(test, text, null, List.of());
  }

  /**
   * @param column the only column that is compared; null where values are computed
   */
  Condition(Test test, String text, @Nullable String column) {
    this(test, text, column == null ? null : Set.of(column), List.of());
  }

  private Condition(
      Test test, String text, @Nullable Set<String> columns, List<ColumnRange> ranges) {
    this.test = test;
    this.text = text;
    this.columns = columns;
    this.ranges = ranges;
  }

  /** The same test, which is only true within a range. */
  Condition only(@Nullable ColumnRange range) {
    return range == null ? this : new Condition(test, text, columns, List.of(range));
  }

  /**
   * The columns that are compared; empty where values are computed, which may fail for a row that
   * another test would have left out.
   */
  public Optional<Set<String>> columns() {
    return Optional.ofNullable(columns);
  }

  /** Where each of these fails, this is not true. */
  public List<ColumnRange> ranges() {
    return ranges;
  }

  private @Nullable Set<String> columnsWith(Condition other) {
    if (columns == null || other.columns == null) {
      return null;
    }
    Set<String> all = new TreeSet<>(columns);
    all.addAll(other.columns);
    return all;
  }

  private List<ColumnRange> rangesWith(Condition other) {
    List<ColumnRange> all = new ArrayList<>(ranges);
    all.addAll(other.ranges);
    return List.copyOf(all);
  }

  static byte truth(boolean value) {
    return value ? TRUE : FALSE;
  }

  static byte unknown() {
    return UNKNOWN;
  }

  /** True where both are. */
  public Condition and(Condition other) {
    return new Condition(
        (rows, out) -> {
          test.evaluate(rows, out);
          byte[] right = new byte[rows.rows()];
          other.test.evaluate(rows, right);
          for (int i = 0; i < right.length; i++) {
            out[i] = (byte) Math.min(out[i], right[i]);
          }
        },
        "(" + text + " and " + other.text + ")",
        columnsWith(other),
        rangesWith(other));
  }

  /** True where one is. */
  public Condition or(Condition other) {
    return new Condition(
        (rows, out) -> {
          test.evaluate(rows, out);
          byte[] right = new byte[rows.rows()];
          other.test.evaluate(rows, right);
          for (int i = 0; i < right.length; i++) {
            out[i] = (byte) Math.max(out[i], right[i]);
          }
        },
        "(" + text + " or " + other.text + ")",
        columnsWith(other),
        List.of());
  }

  /** True where this is false; unknown stays unknown. */
  public Condition not() {
    return new Condition(
        (rows, out) -> {
          test.evaluate(rows, out);
          for (int i = 0; i < rows.rows(); i++) {
            out[i] = (byte) (TRUE - out[i]);
          }
        },
        "not " + text,
        columns,
        List.of());
  }

  /** {@link #truth} or {@link #unknown} of each row. */
  byte[] truths(Columns rows) {
    byte[] out = new byte[rows.rows()];
    test.evaluate(rows, out);
    return out;
  }

  /** The numbers of the rows where this is true, ascending. */
  public int[] matches(Columns rows) {
    byte[] out = truths(rows);
    int n = 0;
    for (byte b : out) {
      n += b == TRUE ? 1 : 0;
    }
    int[] matches = new int[n];
    int at = 0;
    for (int i = 0; i < out.length; i++) {
      if (out[i] == TRUE) {
        matches[at++] = i;
      }
    }
    return matches;
  }

  @Override
  public String toString() {
    return text;
  }
}

package dev.arrowmill.data;

import dev.arrowmill.arrow.Columns;

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

  Condition(Test test, String text) {
    this.test = test;
    this.text = text;
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
        "(" + text + " and " + other.text + ")");
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
        "(" + text + " or " + other.text + ")");
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
        "not " + text);
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

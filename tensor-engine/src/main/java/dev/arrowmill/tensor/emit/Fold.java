package dev.arrowmill.tensor.emit;

/** What happens to an output's values. */
public enum Fold {
  /** Each is written, at {@code at + r * columns + c}. */
  NONE,
  /**
   * The sum of each row is written at {@code at + r}, in the order of {@link
   * dev.arrowmill.tensor.backend.Backend#sum}.
   */
  ROW_SUM,
  /**
   * The sum of each column is written at {@code at + c}: rows are added in order, beyond 256 rows
   * in blocks of 256, whose sums are added in order.
   */
  COLUMN_SUM
}

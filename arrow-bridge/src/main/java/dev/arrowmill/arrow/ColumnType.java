package dev.arrowmill.arrow;

/**
 * The logical type of a column: what a transform needs to know, not how many bits a file used.
 *
 * <p>All integer widths are {@link #LONG} and all floating and decimal widths {@link #DOUBLE}, so a
 * table whose column was widened from int to bigint still fits a model that was trained before.
 */
public enum ColumnType {
  /** True or false, read as 1 or 0. */
  BOOLEAN,
  /** A signed integer of at most 64 bits. */
  LONG,
  /** A floating point or decimal number, read as a double. */
  DOUBLE,
  /** Unicode text. */
  STRING,
  /** A calendar date, read as days since 1970-01-01. */
  DATE,
  /** An instant (or a local date-time read as UTC), in microseconds since 1970-01-01T00:00Z. */
  TIMESTAMP;

  /** Whether values are read with {@link Column#getLong}. */
  public boolean isIntegral() {
    return this == BOOLEAN || this == LONG || this == DATE || this == TIMESTAMP;
  }
}

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
  TIMESTAMP,
  /** A list of any number of integers per row (booleans, dates and timestamps included). */
  LONG_LIST,
  /** A list of any number of reals per row. */
  DOUBLE_LIST,
  /** A list of any number of texts per row. */
  STRING_LIST;

  /** Whether values are read with {@link Column#getLong}. */
  public boolean isIntegral() {
    return this == BOOLEAN || this == LONG || this == DATE || this == TIMESTAMP;
  }

  /** Whether a row holds a list, read with {@link Column#elements}. */
  public boolean isList() {
    return this == LONG_LIST || this == DOUBLE_LIST || this == STRING_LIST;
  }

  /**
   * The type of a list's elements.
   *
   * @throws IllegalStateException if this is no list
   */
  public ColumnType element() {
    return switch (this) {
      case LONG_LIST -> LONG;
      case DOUBLE_LIST -> DOUBLE;
      case STRING_LIST -> STRING;
      default -> throw new IllegalStateException(this + " is no list");
    };
  }

  /**
   * The type of lists of these elements.
   *
   * @throws IllegalStateException if this is itself a list
   */
  public ColumnType list() {
    return switch (this) {
      case DOUBLE -> DOUBLE_LIST;
      case STRING -> STRING_LIST;
      case BOOLEAN, LONG, DATE, TIMESTAMP -> LONG_LIST;
      default -> throw new IllegalStateException("lists of " + this + " have no column type");
    };
  }
}

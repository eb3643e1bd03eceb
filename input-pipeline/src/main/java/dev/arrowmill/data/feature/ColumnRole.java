package dev.arrowmill.data.feature;

/** What a column is used as. */
public enum ColumnRole {
  /** A quantity. */
  NUMERIC,
  /** One of some levels, read through an embedding. */
  CATEGORICAL,
  /** A whole number with few levels: read both ways. */
  NUMERIC_AND_CATEGORICAL,
  /** True or false. */
  BOOLEAN,
  /** A date or timestamp, taken apart. */
  DATE,
  /** Many words, cut into tokens. */
  TEXT,
  /** A list, read as a bag of its elements or by its summary. */
  LIST,
  /** Dropped: (nearly) every row has a value of its own. */
  IDENTIFIER,
  /** Dropped: every row has the same value, or none has one. */
  CONSTANT,
  /** Dropped: it repeats another column, row by row. */
  DUPLICATE,
  /** Dropped because the user says so. */
  DROPPED;

  /** Whether columns of this role reach the network. */
  public boolean used() {
    return switch (this) {
      case IDENTIFIER, CONSTANT, DUPLICATE, DROPPED -> false;
      default -> true;
    };
  }
}

package dev.arrowmill.data.feature;

/** What a column is used as. */
public enum ColumnRole {
  /** A quantity. */
  NUMERIC,
  /** One of some levels, read through an embedding. */
  CATEGORICAL,
  /** A whole number with few levels: read both ways. */
  NUMERIC_AND_CATEGORICAL,
  /** A date or timestamp, taken apart. */
  DATE,
  /** Dropped: (nearly) every row has a value of its own. */
  IDENTIFIER,
  /** Dropped: every row has the same value, or none has one. */
  CONSTANT;

  /** Whether columns of this role reach the network. */
  public boolean used() {
    return this != IDENTIFIER && this != CONSTANT;
  }
}

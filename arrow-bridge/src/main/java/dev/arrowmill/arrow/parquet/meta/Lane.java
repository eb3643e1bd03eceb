package dev.arrowmill.arrow.parquet.meta;

/** The Java type that the values of a column are decoded to. */
public enum Lane {
  INT,
  LONG,
  FLOAT,
  DOUBLE,
  TEXT
}

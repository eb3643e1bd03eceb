package dev.arrowmill.arrow.parquet.meta;

/** Parquet's physical types, in the order of their numbers. */
public enum Physical {
  BOOLEAN,
  INT32,
  INT64,
  INT96,
  FLOAT,
  DOUBLE,
  BYTE_ARRAY,
  FIXED_LEN_BYTE_ARRAY;

  /** The type of a number, by its name; {@code type 9} where there is none. */
  static String nameOf(int number) {
    return number >= 0 && number < values().length ? values()[number].name() : "type " + number;
  }
}

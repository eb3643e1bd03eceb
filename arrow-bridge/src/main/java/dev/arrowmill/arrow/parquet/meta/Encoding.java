package dev.arrowmill.arrow.parquet.meta;

/** Parquet's encodings, in the order of their numbers. */
public enum Encoding {
  PLAIN,
  GROUP_VAR_INT,
  PLAIN_DICTIONARY,
  RLE,
  BIT_PACKED,
  DELTA_BINARY_PACKED,
  DELTA_LENGTH_BYTE_ARRAY,
  DELTA_BYTE_ARRAY,
  RLE_DICTIONARY,
  BYTE_STREAM_SPLIT;

  private static final Encoding[] ALL = values();

  static Encoding of(int number) {
    if (number < 0 || number >= ALL.length) {
      throw new Damaged("unknown encoding " + number);
    }
    return ALL[number];
  }

  /** Whether values are numbers of dictionary entries. */
  public boolean isDictionary() {
    return this == PLAIN_DICTIONARY || this == RLE_DICTIONARY;
  }
}

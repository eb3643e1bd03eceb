package dev.arrowmill.data.feature;

/** What becomes of a level that training did not keep. */
public enum OnUnseen {
  /** All of them share code {@link CategoricalFeature#UNSEEN}. */
  BUCKET,
  /** They are spread over additional codes by their hash. */
  HASH,
  /** They are read as the most frequent level. */
  MOST_FREQUENT,
  /** They are read as missing. */
  MISSING,
  /** They are refused with a {@link BadValueException}. */
  ERROR
}

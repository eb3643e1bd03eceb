package dev.arrowmill.data.feature;

/**
 * One int of an encoded row, in {@code [0, cardinality)}.
 *
 * @param name the column, with a suffix where a column gives several features
 * @param cardinality number of codes, the buckets for missing and unseen values included
 */
public record CategoricalFeature(String name, int cardinality) {
  /** The code of a null (or NaN). */
  public static final int MISSING = 0;

  /** The code of a value that training did not keep. */
  public static final int UNSEEN = 1;

  /** The first code of a known level. */
  public static final int FIRST_LEVEL = 2;
}

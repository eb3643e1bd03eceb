package dev.arrowmill.data.feature;

/**
 * One int of an encoded row, in {@code [0, cardinality)}.
 *
 * @param name the column, with a suffix where a column gives several features
 * @param cardinality number of codes, the buckets for missing and unseen values included
 * @param table name of the embedding table; features of one table have one cardinality and share
 *     its rows
 * @param bag features that name the same bag are the elements of one list (words, tags), padded
 *     with {@link #MISSING}: a network reads the mean of those that are there; empty for a feature
 *     of its own
 */
public record CategoricalFeature(String name, int cardinality, String table, String bag) {
  /** The code of a null (or NaN), and of the places that a short list leaves empty. */
  public static final int MISSING = 0;

  /** The code of a value that training did not keep. */
  public static final int UNSEEN = 1;

  /** The first code of a known level. */
  public static final int FIRST_LEVEL = 2;

  /** A feature with a table of its own. */
  public CategoricalFeature(String name, int cardinality) {
    this(name, cardinality, name, "");
  }
}

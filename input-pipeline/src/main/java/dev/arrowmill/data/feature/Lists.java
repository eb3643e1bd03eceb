package dev.arrowmill.data.feature;

/**
 * A list column.
 *
 * @param width most elements read of a list (bag), or floats (multi-hot)
 * @param minCount sampled occurrences that an element needs to be kept; 0 for the default
 * @param top most frequent elements kept; 0 for the default
 * @param buckets codes by hash instead of a vocabulary; 0 for a vocabulary
 */
public record Lists(Encoding encoding, int width, int minCount, int top, int buckets)
    implements ColumnSpec {

  static final Lists AUTO = new Lists(Encoding.BAG, 16, 0, 0, 0);

  /** What a list becomes. */
  public enum Encoding {
    /** Codes of its first elements, padded, read as one bag. */
    BAG,
    /** A float per frequent element: 1 if the list holds it. */
    MULTI_HOT,
    /** Length, and for numbers mean, smallest and largest element. */
    SUMMARY
  }

  public Lists {
    if (width < 1 || minCount < 0 || top < 0 || buckets < 0) {
      throw new IllegalArgumentException(
          "lists: width must be positive, minCount, top and buckets not negative; got "
              + width
              + ", "
              + minCount
              + ", "
              + top
              + ", "
              + buckets);
    }
  }

  /** The first elements of each list as one bag of codes. */
  public static Lists bag(int width) {
    return new Lists(Encoding.BAG, width, 0, 0, 0);
  }

  /** A float for each of the most frequent elements. */
  public static Lists multiHot(int width) {
    return new Lists(Encoding.MULTI_HOT, width, 0, 0, 0);
  }

  /** Length, mean, smallest and largest element. */
  public static Lists summary() {
    return new Lists(Encoding.SUMMARY, 4, 0, 0, 0);
  }

  public Lists minCount(int rows) {
    return new Lists(encoding, width, rows, top, buckets);
  }

  public Lists top(int elements) {
    return new Lists(encoding, width, minCount, elements, buckets);
  }

  /** Codes by hash instead of a vocabulary. */
  public Lists hashed(int count) {
    return new Lists(encoding, width, minCount, top, count);
  }
}

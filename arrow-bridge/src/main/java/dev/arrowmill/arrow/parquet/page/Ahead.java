package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Lane;
import org.jspecify.annotations.Nullable;

/**
 * Values of a large dictionary, looked up many at a time: a reader that takes a few rows of each
 * column in turn would find the dictionary gone from the cache every time. Not thread-safe.
 */
final class Ahead {
  /** Dictionaries smaller than this stay in the cache by themselves. */
  private static final int LEAST_ENTRIES = 4_096;

  private static final int MOST = 8_192;

  private final HybridReader ids;
  private final int @Nullable [] intEntries;
  private final int[] ints;
  private final float[] floatEntries;
  private final float[] floats;
  private HybridReader start;
  private int from;
  private int to;

  private Ahead(HybridReader ids, int @Nullable [] intEntries, float[] floatEntries) {
    this.ids = ids;
    this.start = ids;
    this.intEntries = intEntries;
    this.floatEntries = floatEntries;
    this.ints = new int[intEntries == null ? 0 : MOST];
    this.floats = new float[intEntries == null ? MOST : 0];
  }

  /** Looks ahead of a reader of ids; null where that does not pay. */
  static @Nullable Ahead of(Dictionary dictionary, Lane lane, HybridReader ids) {
    if (dictionary.size() < LEAST_ENTRIES) {
      return null;
    }
    if (lane == Lane.FLOAT) {
      return new Ahead(ids, null, dictionary.floats());
    }
    int[] entries = lane == Lane.INT || lane == Lane.LONG ? dictionary.ints() : null;
    return entries == null ? null : new Ahead(ids, entries, new float[0]);
  }

  /**
   * Gives some values to even distances.
   *
   * @param most how many the page still has in a row
   * @return how many it gave, at most {@code count}
   */
  int spread(int at, int stride, int count, int most, Sink sink) {
    if (from == to) {
      fill(Math.min(MOST, most));
    }
    int n = Math.min(count, to - from);
    if (intEntries == null) {
      sink.spread(floats, from, at, stride, n);
    } else {
      sink.spread(ints, from, at, stride, n);
    }
    from += n;
    return n;
  }

  private void fill(int count) {
    start = ids.copy();
    from = 0;
    to = 0;
    if (intEntries == null) {
      ids.lookup(floatEntries, floats, 0, 1, count);
    } else {
      ids.lookup(intEntries, ints, 0, 1, count);
    }
    to = count;
  }

  /** Moves the ids back before the first value that was not given. */
  void giveBack() {
    if (from < to) {
      ids.moveTo(start);
      ids.skip(from);
      from = to;
    }
  }
}

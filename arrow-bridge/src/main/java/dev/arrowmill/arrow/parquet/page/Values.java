package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;

/**
 * The values of a page, nulls left out, decoded in order. A decoder offers the one method of its
 * lane. At most {@link #RUN} values at a time. Not thread-safe.
 */
public abstract class Values {
  /** The most values of one call. */
  public static final int RUN = 1_024;

  void ints(int[] out, int count) {
    throw misread();
  }

  void longs(long[] out, int count) {
    throw misread();
  }

  void floats(float[] out, int count) {
    throw misread();
  }

  void doubles(double[] out, int count) {
    throw misread();
  }

  void slices(Slices out, int count) {
    throw misread();
  }

  /** Passes over values. */
  abstract void skip(int count);

  private IllegalStateException misread() {
    return new IllegalStateException(getClass().getSimpleName() + " has no such lane");
  }

  /** Passes over values by decoding them. */
  interface Decoder {
    void decode(int count);
  }

  static void skipBy(int count, Decoder decoder) {
    for (int done = 0; done < count; done += RUN) {
      decoder.decode(Math.min(RUN, count - done));
    }
  }

  static Damaged ended() {
    return new Damaged("the values end early");
  }
}

package dev.arrowmill.arrow.parquet.page;

/**
 * Where decoded values go: each to a slot of its target, a negative slot leaves it out. Slots of
 * one call to the next ascend where the target is filled in order.
 */
public abstract class Sink {
  /** A value does not fit the target's type. */
  public static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misfit() {
      super(null, null, false, false);
    }
  }

  abstract void ints(int[] values, int[] slots, int count);

  abstract void longs(long[] values, int[] slots, int count);

  abstract void floats(float[] values, int[] slots, int count);

  abstract void doubles(double[] values, int[] slots, int count);

  void slices(Slices values, int[] slots, int count) {
    throw new IllegalStateException(getClass().getSimpleName() + " takes no text");
  }

  /** Values by their numbers in a dictionary. */
  abstract void ids(Dictionary dictionary, int[] ids, int[] slots, int count);

  /**
   * Whether {@link #strided} may be asked, and {@code last} is a slot of the target.
   *
   * @throws IndexOutOfBoundsException if the target is too small
   */
  boolean takesStrided(long last) {
    return false;
  }

  /**
   * Looks ids up and stores them at even distances, if that is faster here.
   *
   * @param at the first slot
   * @param stride from each slot to the next
   * @return false if nothing was read
   */
  boolean strided(Dictionary dictionary, HybridReader ids, int at, int stride, int count) {
    return false;
  }

  /**
   * Stores values that are all there at even distances.
   *
   * @param values {@code int[]}, {@code long[]}, {@code float[]} or {@code double[]}
   * @param from the first of them
   * @param at the first slot
   * @param stride from each slot to the next
   * @return false if nothing was stored
   */
  public boolean spread(Object values, int from, int at, int stride, int count) {
    return false;
  }

  /** Makes a slot what null becomes. */
  public void nullAt(int slot) {
    nulls(new int[] {slot}, 1);
  }

  abstract void nulls(int[] slots, int count);
}

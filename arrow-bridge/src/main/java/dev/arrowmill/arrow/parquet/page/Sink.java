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

  abstract void nulls(int[] slots, int count);
}

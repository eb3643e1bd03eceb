package dev.arrowmill.arrow.parquet.page;

/** Arrays for one run of values, one set per thread: they stay in the nearest cache. */
final class Scratch {
  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  final int[] slots = new int[Values.RUN];
  final int[] nullSlots = new int[Values.RUN];
  final int[] levels = new int[Values.RUN];
  final int[] repetitions = new int[Values.RUN];
  final int[] ints = new int[Values.RUN];
  final long[] longs = new long[Values.RUN];
  final float[] floats = new float[Values.RUN];
  final double[] doubles = new double[Values.RUN];
  final Slices slices = new Slices();

  static Scratch get() {
    return OF_THREAD.get();
  }

  /** Splits the slots of a run by its levels; returns how many have a value. */
  int split(int count, int maxDef) {
    int present = 0;
    int absent = 0;
    for (int i = 0; i < count; i++) {
      int slot = slots[i];
      if (levels[i] == maxDef) {
        slots[present++] = slot;
      } else {
        nullSlots[absent++] = slot;
      }
    }
    return present;
  }
}

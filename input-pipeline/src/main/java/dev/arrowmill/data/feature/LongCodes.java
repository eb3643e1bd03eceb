package dev.arrowmill.data.feature;

import java.util.Arrays;

/** An immutable map from some longs to their positions, by open addressing. Thread-safe. */
final class LongCodes {
  static final int ABSENT = -1;

  private final long[] keys;
  private final int[] positions;
  private final int mask;

  LongCodes(long[] values) {
    int capacity = Integer.highestOneBit(Math.max(4, values.length * 2)) * 2;
    keys = new long[capacity];
    positions = new int[capacity];
    mask = capacity - 1;
    Arrays.fill(positions, ABSENT);
    for (int i = 0; i < values.length; i++) {
      int slot = slot(values[i]);
      if (positions[slot] == ABSENT) {
        keys[slot] = values[i];
        positions[slot] = i;
      }
    }
  }

  private int slot(long value) {
    int slot = (int) RowHash.mix(value) & mask;
    while (positions[slot] != ABSENT && keys[slot] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The position of a value, or {@link #ABSENT}. */
  int position(long value) {
    return positions[slot(value)];
  }
}

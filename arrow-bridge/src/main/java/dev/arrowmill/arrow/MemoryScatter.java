package dev.arrowmill.arrow;

import org.apache.arrow.memory.util.MemoryUtil;
import org.jspecify.annotations.Nullable;

/**
 * Loops from values that lie one after the other in memory into a column of a matrix, one per
 * width, so that each is compiled for its type.
 */
final class MemoryScatter {
  private MemoryScatter() {}

  static void singlesToFloats(
      long from, int count, int @Nullable [] places, int at, MatrixColumn to) {
    float[] out = to.floats();
    int width = to.width();
    int column = to.column();
    if (places == null) {
      for (int i = 0, o = at * width + column; i < count; i++, o += width) {
        out[o] = Float.intBitsToFloat(MemoryUtil.getInt(from + 4L * i));
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      int place = places[at + i];
      if (place >= 0) {
        out[place * width + column] = Float.intBitsToFloat(MemoryUtil.getInt(from + 4L * i));
      }
    }
  }

  static void doublesToFloats(
      long from, int count, int @Nullable [] places, int at, MatrixColumn to) {
    float[] out = to.floats();
    int width = to.width();
    int column = to.column();
    for (int i = 0; i < count; i++) {
      int place = places == null ? at + i : places[at + i];
      if (place >= 0) {
        out[place * width + column] =
            (float) Double.longBitsToDouble(MemoryUtil.getLong(from + 8L * i));
      }
    }
  }

  /** Through a double, as every other way from an integer to a float. */
  static void intsToFloats(long from, int count, int @Nullable [] places, int at, MatrixColumn to) {
    float[] out = to.floats();
    int width = to.width();
    int column = to.column();
    for (int i = 0; i < count; i++) {
      int place = places == null ? at + i : places[at + i];
      if (place >= 0) {
        out[place * width + column] = (float) (double) MemoryUtil.getInt(from + 4L * i);
      }
    }
  }

  static void longsToFloats(
      long from, int count, int @Nullable [] places, int at, MatrixColumn to) {
    float[] out = to.floats();
    int width = to.width();
    int column = to.column();
    for (int i = 0; i < count; i++) {
      int place = places == null ? at + i : places[at + i];
      if (place >= 0) {
        out[place * width + column] = (float) (double) MemoryUtil.getLong(from + 8L * i);
      }
    }
  }

  static void intsToInts(long from, int count, int @Nullable [] places, int at, MatrixColumn to) {
    int[] out = to.ints();
    int width = to.width();
    int column = to.column();
    if (places == null) {
      for (int i = 0, o = at * width + column; i < count; i++, o += width) {
        out[o] = MemoryUtil.getInt(from + 4L * i);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      int place = places[at + i];
      if (place >= 0) {
        out[place * width + column] = MemoryUtil.getInt(from + 4L * i);
      }
    }
  }

  /** False if a value that has a place fits no int; then nothing written counts. */
  static boolean longsToInts(
      long from, int count, int @Nullable [] places, int at, MatrixColumn to) {
    int[] out = to.ints();
    int width = to.width();
    int column = to.column();
    long misfits = 0;
    for (int i = 0; i < count; i++) {
      int place = places == null ? at + i : places[at + i];
      if (place >= 0) {
        long v = MemoryUtil.getLong(from + 8L * i);
        out[place * width + column] = (int) v;
        misfits |= v ^ (int) v;
      }
    }
    return misfits == 0;
  }

  static void intsToLongs(long from, int count, int @Nullable [] places, int at, MatrixColumn to) {
    long[] out = to.longs();
    int width = to.width();
    int column = to.column();
    for (int i = 0; i < count; i++) {
      int place = places == null ? at + i : places[at + i];
      if (place >= 0) {
        out[place * width + column] = MemoryUtil.getInt(from + 4L * i);
      }
    }
  }

  static void longsToLongs(long from, int count, int @Nullable [] places, int at, MatrixColumn to) {
    long[] out = to.longs();
    int width = to.width();
    int column = to.column();
    for (int i = 0; i < count; i++) {
      int place = places == null ? at + i : places[at + i];
      if (place >= 0) {
        out[place * width + column] = MemoryUtil.getLong(from + 8L * i);
      }
    }
  }
}

package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Lane;

/**
 * An array of a lane's type and the sink that fills it; nulls become 0.
 *
 * @param array {@code int[]}, {@code long[]}, {@code float[]} or {@code double[]}
 * @param bytes its size
 */
public record LaneArray(Object array, Sink sink, long bytes) {
  /** An array for {@code count} numbers. */
  public static LaneArray of(Lane lane, int count) {
    switch (lane) {
      case INT -> {
        int[] a = new int[count];
        return new LaneArray(a, new IntSink(a, 0), 4L * count);
      }
      case LONG -> {
        long[] a = new long[count];
        return new LaneArray(a, new LongSink(a, 0), 8L * count);
      }
      case FLOAT -> {
        float[] a = new float[count];
        return new LaneArray(a, new FloatSink(a, 0), 4L * count);
      }
      case DOUBLE -> {
        double[] a = new double[count];
        return new LaneArray(a, new DoubleSink(a, 0), 8L * count);
      }
      default -> throw new IllegalStateException(lane + " is no number");
    }
  }
}

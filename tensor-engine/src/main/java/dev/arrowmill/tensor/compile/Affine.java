package dev.arrowmill.tensor.compile;

import org.jspecify.annotations.Nullable;

/** A whole number that may grow with the batch size: {@code base + slope * batch}. */
record Affine(long base, long slope) {
  static Affine constant(long v) {
    return new Affine(v, 0);
  }

  /**
   * The line through the values seen at the batch sizes, or null when they do not lie on one.
   *
   * @param batches distinct sizes
   */
  static @Nullable Affine fit(int[] batches, long[] values) {
    if (batches.length == 1) {
      return constant(values[0]);
    }
    long rise = values[1] - values[0];
    int run = batches[1] - batches[0];
    if (rise % run != 0) {
      return null;
    }
    Affine line = new Affine(values[0] - rise / run * batches[0], rise / run);
    for (int i = 0; i < batches.length; i++) {
      if (line.at(batches[i]) != values[i]) {
        return null;
      }
    }
    return line;
  }

  long at(int batch) {
    return base + slope * batch;
  }

  boolean isConstant() {
    return slope == 0;
  }

  @Override
  public String toString() {
    if (slope == 0) {
      return Long.toString(base);
    }
    String b = slope == 1 ? "B" : slope + "B";
    return base == 0 ? b : b + (base > 0 ? "+" : "") + base;
  }
}

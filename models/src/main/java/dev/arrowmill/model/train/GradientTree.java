package dev.arrowmill.model.train;

/**
 * Adds arrays of equal length in a binary tree over neighbours: ((0+1)+(2+3))+((4+5)+(6+7)). A
 * worker that owns an aligned part of the shards computes a subtree; {@link Workers} goes on from
 * there.
 */
final class GradientTree {
  private GradientTree() {}

  /** Leaves the sum in {@code parts[0]}; the others are overwritten. Their number is 2^n. */
  static void sum(float[][] parts) {
    for (int distance = 1; distance < parts.length; distance <<= 1) {
      for (int i = 0; i + distance < parts.length; i += 2 * distance) {
        add(parts[i], parts[i + distance]);
      }
    }
  }

  /** As {@link #sum(float[][])}. */
  static void sum(double[][] parts) {
    for (int distance = 1; distance < parts.length; distance <<= 1) {
      for (int i = 0; i + distance < parts.length; i += 2 * distance) {
        for (int k = 0; k < parts[i].length; k++) {
          parts[i][k] += parts[i + distance][k];
        }
      }
    }
  }

  private static void add(float[] to, float[] from) {
    for (int k = 0; k < to.length; k++) {
      to[k] += from[k];
    }
  }
}

package dev.arrowmill.tensor.op;

/** Turns matrices of floats in blocks that stay in the cache. */
final class Turn {
  private static final int BLOCK = 32;

  private Turn() {}

  /** {@code y[yo + j * yld + i] = x[xo + i * xld + j]} for i in 0..rows, j in 0..columns. */
  static void copy(float[] x, int xo, int xld, int rows, int columns, float[] y, int yo, int yld) {
    for (int j0 = 0; j0 < columns; j0 += BLOCK) {
      int end = Math.min(columns, j0 + BLOCK);
      for (int i0 = 0; i0 < rows; i0 += BLOCK) {
        int n = Math.min(BLOCK, rows - i0);
        for (int j = j0; j < end; j++) {
          int to = yo + j * yld + i0;
          int from = xo + i0 * xld + j;
          for (int i = 0; i < n; i++) {
            y[to + i] = x[from + i * xld];
          }
        }
      }
    }
  }
}

package dev.arrowmill.data.feature;

/**
 * Encoded rows, row-major: {@code numeric[row * numericWidth + i]} and {@code categorical[row *
 * categoricalWidth + j]}. Reused from batch to batch. Not thread-safe.
 */
public final class Encoded {
  private final int numericWidth;
  private final int categoricalWidth;
  private int rows;
  private float[] numeric = new float[0];
  private int[] categorical = new int[0];

  public Encoded(int numericWidth, int categoricalWidth) {
    this.numericWidth = numericWidth;
    this.categoricalWidth = categoricalWidth;
  }

  /** Makes room for that many rows; old content is lost when it must grow. */
  void resize(int newRows) {
    rows = newRows;
    if (numeric.length < newRows * numericWidth) {
      numeric = new float[newRows * numericWidth];
    }
    if (categorical.length < newRows * categoricalWidth) {
      categorical = new int[newRows * categoricalWidth];
    }
  }

  public int rows() {
    return rows;
  }

  public int numericWidth() {
    return numericWidth;
  }

  public int categoricalWidth() {
    return categoricalWidth;
  }

  /** At least {@code rows * numericWidth} floats; NaN where missing. */
  public float[] numeric() {
    return numeric;
  }

  /** At least {@code rows * categoricalWidth} codes. */
  public int[] categorical() {
    return categorical;
  }
}

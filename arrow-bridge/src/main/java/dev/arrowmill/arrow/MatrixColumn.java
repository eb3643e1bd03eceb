package dev.arrowmill.arrow;

/**
 * One column of a row-major matrix, as the target of {@link Column#scatterFloats} and its kin.
 *
 * @param values {@code float[]}, {@code int[]} or {@code long[]}, as the method wants
 * @param width values per row of the matrix
 * @param column the column's number, below {@code width}
 */
public record MatrixColumn(Object values, int width, int column) {
  public float[] floats() {
    return (float[]) values;
  }

  public int[] ints() {
    return (int[]) values;
  }

  public long[] longs() {
    return (long[]) values;
  }
}

package dev.arrowmill.arrow.ipc;

/**
 * A matrix column of an Arrow file: a fixed-size list per row.
 *
 * @param name the column's name
 * @param type the type of its values
 * @param width values per row, at least 1
 */
public record MatrixField(String name, MatrixType type, int width) {
  public MatrixField {
    if (width < 1) {
      throw new IllegalArgumentException("matrix " + name + ": width " + width + " is below 1");
    }
  }
}

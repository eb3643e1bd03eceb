package dev.arrowmill.data;

import dev.arrowmill.arrow.HeapColumns;
import org.jspecify.annotations.Nullable;

/**
 * The row that a {@code map} function fills; columns it does not set stay null. Not thread-safe.
 */
public final class RowWriter {
  private final HeapColumns out;
  private int row;

  public RowWriter(HeapColumns out) {
    this.out = out;
  }

  /** Begins the next row and returns this. */
  public RowWriter next() {
    row = out.addRow();
    return this;
  }

  /**
   * Sets a column by its Java type: Boolean, Number, CharSequence, {@code java.time} values.
   *
   * @throws IllegalArgumentException if there is no such column, or the value does not fit it
   */
  public RowWriter set(String column, @Nullable Object value) {
    out.set(row, index(column), value);
    return this;
  }

  public RowWriter set(String column, double value) {
    out.set(row, index(column), value);
    return this;
  }

  public RowWriter set(String column, long value) {
    out.set(row, index(column), value);
    return this;
  }

  private int index(String column) {
    int i = out.schema().indexOf(column);
    if (i < 0) {
      throw new IllegalArgumentException(
          "map: no column " + column + " in the result; it has " + out.schema().names());
    }
    return i;
  }
}

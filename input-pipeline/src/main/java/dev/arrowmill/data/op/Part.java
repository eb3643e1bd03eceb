package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.RowCopy;
import dev.arrowmill.tensor.DType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One array of a layout: how it is allocated, and how elements get into it. Immutable. */
abstract sealed class Part permits ListPart, MatrixPart, TensorPart, TextPart {
  private static final long TEXT_BYTES = 32;

  private final List<String> names;
  private final @Nullable DType dtype;
  private final int[] rowShape;
  private final int width;

  Part(List<String> names, @Nullable DType dtype, int[] rowShape, int width) {
    this.names = names;
    this.dtype = dtype;
    this.rowShape = rowShape;
    this.width = width;
  }

  /** The components or columns that a batch shows. */
  final List<String> names() {
    return names;
  }

  /** The columns it is filled from; none for tensors. */
  List<String> columns() {
    return names;
  }

  /** The type of its values; null for text. */
  final @Nullable DType dtype() {
    return dtype;
  }

  /** The shape of one row of a component; empty for columns. */
  final int[] rowShape() {
    return rowShape;
  }

  /** Values per row. */
  final int width() {
    return width;
  }

  /** Bytes of a row, text and lists estimated. */
  long bytesPerRow() {
    return width * (dtype == null ? TEXT_BYTES : dtype.bytes());
  }

  /** Room for some rows. */
  Object allocate(int rows) {
    int n = Math.multiplyExact(rows, width);
    return dtype == null ? new String[n] : dtype.allocate(n);
  }

  /**
   * Writes a run of rows.
   *
   * @param places row of the array for each row read, from {@code at} on, -1 to leave it out; null
   *     for rows that follow each other from row {@code at}
   */
  abstract void write(
      Columns from, int first, int count, int @Nullable [] places, int at, Object array);

  /** Writes rows {@code rows[first...]} one by one. */
  abstract void writeCells(
      Columns from,
      int[] rows,
      int first,
      int count,
      int @Nullable [] places,
      int at,
      Object array);

  /**
   * Copies rows of another array of this part.
   *
   * @param base where its row 0 begins
   * @param rows the row for each row copied, from {@code first} on; null for rows that follow each
   *     other from row {@code first}
   */
  void copy(
      Object from,
      int base,
      int @Nullable [] rows,
      int first,
      int count,
      Object to,
      int @Nullable [] places,
      int at) {
    RowCopy.copy(from, base, rows, first, count, width, to, places, at);
  }

  /** Whether rows can be copied between arrays of both parts. */
  final boolean sameAs(Part other) {
    return getClass() == other.getClass()
        && names.equals(other.names)
        && dtype == other.dtype
        && width == other.width
        && Arrays.equals(rowShape, other.rowShape);
  }

  static int place(int @Nullable [] places, int at, int i) {
    return places == null ? at + i : places[at + i];
  }

  @Override
  public String toString() {
    String type = dtype == null ? "text" : dtype.toString();
    return String.join(", ", names) + ": " + type + Arrays.toString(rowShape);
  }
}

package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.Pack;
import dev.arrowmill.tensor.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of one dtype as a row-major matrix: a component of its own, or loose columns. */
final class MatrixPart extends Part {
  /** What an int32 matrix holds where a column was null. */
  static final int NULL_INT = Integer.MIN_VALUE;

  private final List<String> columns;
  private final Pack pack;

  private MatrixPart(List<String> names, List<String> columns, DType dtype, int[] rowShape) {
    super(names, dtype, rowShape, columns.size());
    this.columns = columns;
    long fill = dtype == DType.INT32 ? NULL_INT : Layout.NULL_LONG;
    this.pack = Pack.of(columns).longFill(fill);
  }

  /** Columns that a batch shows one by one. */
  static MatrixPart loose(List<String> columns, DType dtype) {
    return new MatrixPart(List.copyOf(columns), List.copyOf(columns), dtype, new int[0]);
  }

  /** Columns that a batch shows as one component. */
  static MatrixPart component(String name, List<String> columns, DType dtype) {
    return new MatrixPart(List.of(name), List.copyOf(columns), dtype, new int[] {columns.size()});
  }

  boolean isComponent() {
    return rowShape().length == 1;
  }

  @Override
  List<String> columns() {
    return columns;
  }

  @Override
  void write(Columns from, int first, int count, int @Nullable [] places, int at, Object array) {
    if (array instanceof float[] floats) {
      pack.floats(from, first, count, places, at, floats);
    } else if (array instanceof int[] ints) {
      pack.ints(from, first, count, places, at, ints);
    } else {
      pack.longs(from, first, count, places, at, (long[]) array);
    }
  }

  @Override
  void writeCells(
      Columns from,
      int[] rows,
      int first,
      int count,
      int @Nullable [] places,
      int at,
      Object array) {
    for (int c = 0; c < width(); c++) {
      Column column = from.column(columns.get(c));
      for (int i = 0; i < count; i++) {
        int place = place(places, at, i);
        if (place >= 0) {
          put(array, place * width() + c, column, rows[first + i]);
        }
      }
    }
  }

  private static void put(Object array, int index, Column column, int row) {
    boolean missing = column.isNull(row);
    if (array instanceof float[] floats) {
      floats[index] = missing ? Float.NaN : (float) column.getDouble(row);
    } else if (array instanceof int[] ints) {
      ints[index] = missing ? NULL_INT : toInt(column, row);
    } else {
      ((long[]) array)[index] = missing ? Layout.NULL_LONG : column.getLong(row);
    }
  }

  private static int toInt(Column column, int row) {
    long value = column.getLong(row);
    if (value != (int) value) {
      throw new IllegalArgumentException(
          "pack: column " + column.name() + ", row " + row + ": " + value + " does not fit an int");
    }
    return (int) value;
  }
}

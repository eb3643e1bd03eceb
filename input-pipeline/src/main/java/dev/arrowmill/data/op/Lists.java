package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.data.Ragged;
import dev.arrowmill.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists of rows in the order they came, so that a shuffle moves no element: each row knows its
 * segment, start and length. A row that was never written, or null, is an empty list. Different
 * rows may be written by several threads, each through segments of its own.
 */
final class Lists {
  private final @Nullable DType dtype;
  private final Object[] arrays;
  private final int[] starts;
  private final int[] lengths;

  Lists(@Nullable DType dtype, int rows) {
    this.dtype = dtype;
    this.arrays = new Object[rows];
    this.starts = new int[rows];
    this.lengths = new int[rows];
  }

  /** Room for {@code total} elements of some rows. */
  Segment segment(int total) {
    return new Segment(dtype == null ? new String[total] : dtype.allocate(total));
  }

  /** Elements that are written one row after the other. */
  final class Segment {
    private final Object values;
    private int used;

    private Segment(Object values) {
      this.values = values;
    }

    void add(int row, Column elements, int from, int to) {
      int n = to - from;
      arrays[row] = values;
      starts[row] = used;
      lengths[row] = n;
      if (values instanceof long[] longs) {
        elements.copyLongs(from, n, longs, used, Layout.NULL_LONG);
      } else if (values instanceof float[] floats) {
        for (int i = 0; i < n; i++) {
          floats[used + i] =
              elements.isNull(from + i) ? Float.NaN : (float) elements.getDouble(from + i);
        }
      } else {
        for (int i = 0; i < n; i++) {
          ((@Nullable String[]) values)[used + i] =
              elements.isNull(from + i) ? null : elements.getString(from + i);
        }
      }
      used += n;
    }
  }

  /** Takes rows of another over without copying their elements. */
  void share(Lists from, int fromRow, int toRow, int count) {
    System.arraycopy(from.arrays, fromRow, arrays, toRow, count);
    System.arraycopy(from.starts, fromRow, starts, toRow, count);
    System.arraycopy(from.lengths, fromRow, lengths, toRow, count);
  }

  int length(int row) {
    return lengths[row];
  }

  /** Copies one row's elements to {@code out[at...]}. */
  void copyRow(int row, Object out, int at) {
    if (lengths[row] > 0) {
      System.arraycopy(arrays[row], starts[row], out, at, lengths[row]);
    }
  }

  /** Some rows, their elements one after the other. */
  Ragged ragged(int row, int count) {
    int[] offsets = new int[count + 1];
    for (int i = 0; i < count; i++) {
      offsets[i + 1] = Math.addExact(offsets[i], lengths[row + i]);
    }
    Object values = dtype == null ? new String[offsets[count]] : dtype.allocate(offsets[count]);
    for (int i = 0; i < count; i++) {
      copyRow(row + i, values, offsets[i]);
    }
    return new Ragged(dtype, values, offsets);
  }

  /** Writes the lists of the first rows into a list column. */
  void copyTo(HeapColumns out, int column, int count) {
    for (int r = 0; r < count; r++) {
      out.set(r, column, row(r));
    }
  }

  /** The elements of one row as objects. */
  List<@Nullable Object> row(int row) {
    List<@Nullable Object> out = new ArrayList<>();
    for (int i = 0; i < lengths[row]; i++) {
      Object value = java.lang.reflect.Array.get(arrays[row], starts[row] + i);
      out.add(isNull(value) ? null : value);
    }
    return out;
  }

  private static boolean isNull(@Nullable Object value) {
    return value == null
        || (value instanceof Long l && l == Layout.NULL_LONG)
        || (value instanceof Float f && Float.isNaN(f));
  }
}

package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.ElementSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list column: the elements as they came, and for each row where its own lie. */
final class ListPart extends Part {
  private static final long ROW_BYTES = 64;

  ListPart(String name, ColumnType type) {
    super(List.of(name), ElementSpec.dtype(type.element()), new int[] {ElementSpec.UNKNOWN}, 1);
  }

  @Override
  long bytesPerRow() {
    return ROW_BYTES;
  }

  @Override
  Object allocate(int rows) {
    return new Lists(dtype(), rows);
  }

  @Override
  void write(Columns from, int first, int count, int @Nullable [] places, int at, Object array) {
    Column column = from.column(names().get(0));
    int total = 0;
    for (int i = 0; i < count; i++) {
      total += place(places, at, i) < 0 ? 0 : length(column, first + i);
    }
    Lists.Segment to = ((Lists) array).segment(total);
    for (int i = 0; i < count; i++) {
      add(to, place(places, at, i), column, first + i);
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
    Column column = from.column(names().get(0));
    int total = 0;
    for (int i = 0; i < count; i++) {
      total += place(places, at, i) < 0 ? 0 : length(column, rows[first + i]);
    }
    Lists.Segment to = ((Lists) array).segment(total);
    for (int i = 0; i < count; i++) {
      add(to, place(places, at, i), column, rows[first + i]);
    }
  }

  private static int length(Column column, int row) {
    return column.isNull(row) ? 0 : column.listEnd(row) - column.listStart(row);
  }

  private static void add(Lists.Segment to, int place, Column column, int row) {
    if (place >= 0 && !column.isNull(row)) {
      to.add(place, column.elements(), column.listStart(row), column.listEnd(row));
    }
  }

  @Override
  void copy(
      Object from,
      int base,
      int @Nullable [] rows,
      int first,
      int count,
      Object to,
      int @Nullable [] places,
      int at) {
    for (int i = 0; i < count; i++) {
      int place = place(places, at, i);
      if (place >= 0) {
        ((Lists) to).share((Lists) from, rows == null ? first + i : rows[first + i], place, 1);
      }
    }
  }
}

package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.Columns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text columns, row by row. */
final class TextPart extends Part {
  TextPart(List<String> names) {
    super(names, null, new int[0], names.size());
  }

  @Override
  void write(Columns from, int first, int count, int @Nullable [] places, int at, Object array) {
    for (int c = 0; c < width(); c++) {
      Column column = from.column(names().get(c));
      for (int i = 0; i < count; i++) {
        put(array, c, place(places, at, i), column, first + i);
      }
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
      Column column = from.column(names().get(c));
      for (int i = 0; i < count; i++) {
        put(array, c, place(places, at, i), column, rows[first + i]);
      }
    }
  }

  private void put(Object array, int c, int place, Column column, int row) {
    if (place >= 0) {
      ((@Nullable String[]) array)[place * width() + c] =
          column.isNull(row) ? null : column.getString(row);
    }
  }
}

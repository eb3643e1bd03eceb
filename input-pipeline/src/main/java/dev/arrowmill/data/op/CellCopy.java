package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.op.Layout.Part;
import org.jspecify.annotations.Nullable;

/** Writes rows in any order into a store, cell by cell; the same values as the pack step. */
final class CellCopy {
  private final Columns from;
  private final Store to;

  CellCopy(Columns from, Store to) {
    this.from = from;
    this.to = to;
  }

  void copy(int[] rows, int first, int count, int @Nullable [] places, int at) {
    for (int p = 0; p < to.layout().parts().size(); p++) {
      Part part = to.layout().parts().get(p);
      for (int c = 0; c < part.width(); c++) {
        Column column = from.column(part.names().get(c));
        for (int i = 0; i < count; i++) {
          int place = places == null ? at + i : places[at + i];
          put(to.array(p), place * part.width() + c, column, rows[first + i]);
        }
      }
    }
  }

  private static void put(Object array, int index, Column column, int row) {
    boolean missing = column.isNull(row);
    if (array instanceof float[] floats) {
      floats[index] = missing ? Float.NaN : (float) column.getDouble(row);
    } else if (array instanceof long[] longs) {
      longs[index] = missing ? Layout.NULL_LONG : column.getLong(row);
    } else if (array instanceof @Nullable String[] texts) {
      texts[index] = missing ? null : column.getString(row);
    }
  }
}

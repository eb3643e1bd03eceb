package dev.arrowmill.data;

import dev.arrowmill.arrow.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value of a column as an object. */
final class Cell {
  private Cell() {}

  static @Nullable Object get(Column c, int row) {
    if (c.isNull(row)) {
      return null;
    }
    return switch (c.type()) {
      case BOOLEAN -> c.getLong(row) != 0;
      case DOUBLE -> c.getDouble(row);
      case STRING -> c.getString(row);
      case LONG, DATE, TIMESTAMP -> c.getLong(row);
      case LONG_LIST, DOUBLE_LIST, STRING_LIST -> list(c, row);
    };
  }

  private static List<@Nullable Object> list(Column c, int row) {
    List<@Nullable Object> out = new ArrayList<>();
    for (int i = c.listStart(row); i < c.listEnd(row); i++) {
      out.add(get(c.elements(), i));
    }
    return out;
  }
}

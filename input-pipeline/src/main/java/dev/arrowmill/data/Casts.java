package dev.arrowmill.data;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;

/** Changes of a column's type. */
final class Casts {
  private Casts() {}

  /**
   * The values as another type: reals are cut off towards zero, text is read, everything has a
   * text; NaN and what is no number of that type is null.
   */
  static Column cast(String text, Column from, ColumnType type) {
    if (from.type().isList() || type.isList()) {
      throw new IllegalArgumentException(
          text + ": lists cannot be cast, " + from.name() + " is " + from.type());
    }
    Computed out = new Computed(text, type, from.rows());
    for (int i = 0; i < from.rows(); i++) {
      if (from.isNull(i) || !put(out, i, from)) {
        out.setNull(i);
      }
    }
    return out;
  }

  private static boolean put(Computed out, int row, Column from) {
    if (out.type() == ColumnType.STRING) {
      out.texts[row] = text(from, row);
      return true;
    }
    if (from.type() == ColumnType.STRING) {
      return read(out, row, from.getString(row).strip());
    }
    if (out.type() == ColumnType.DOUBLE) {
      out.doubles[row] = from.getDouble(row);
      return true;
    }
    if (from.type() != ColumnType.DOUBLE) {
      return putLong(out, row, from.getLong(row));
    }
    double value = from.getDouble(row);
    boolean fits = value >= -0x1p63 && value < 0x1p63;
    return fits && putLong(out, row, out.type() == ColumnType.BOOLEAN ? sign(value) : (long) value);
  }

  private static long sign(double value) {
    return value == 0 ? 0 : 1;
  }

  private static boolean putLong(Computed out, int row, long value) {
    out.longs[row] = out.type() == ColumnType.BOOLEAN && value != 0 ? 1 : value;
    return true;
  }

  private static boolean read(Computed out, int row, String text) {
    try {
      if (out.type() == ColumnType.DOUBLE) {
        out.doubles[row] = Double.parseDouble(text);
      } else if (out.type() == ColumnType.BOOLEAN) {
        out.longs[row] = Boolean.parseBoolean(text) ? 1 : 0;
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
      } else {
        out.longs[row] = Long.parseLong(text);
      }
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String text(Column from, int row) {
    return switch (from.type()) {
      case STRING -> from.getString(row);
      case DOUBLE -> Double.toString(from.getDouble(row));
      case BOOLEAN -> Boolean.toString(from.getLong(row) != 0);
      default -> Long.toString(from.getLong(row));
    };
  }
}

package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The same value in every row: Long, Double, String or null. Thread-safe. */
record ConstantColumn(ColumnField field, @Nullable Object value, int rows) implements Column {
  @Override
  public String name() {
    return field.name();
  }

  @Override
  public ColumnType type() {
    return field.type();
  }

  @Override
  public boolean isNull(int row) {
    Objects.checkIndex(row, rows);
    return value == null;
  }

  @Override
  public long getLong(int row) {
    return value instanceof Long v ? v : wrong("getLong", ColumnType.LONG, 0L);
  }

  @Override
  public double getDouble(int row) {
    return value instanceof Number v ? v.doubleValue() : wrong("getDouble", ColumnType.DOUBLE, 0.0);
  }

  @Override
  public String getString(int row) {
    return value instanceof String v ? v : wrong("getString", ColumnType.STRING, "");
  }

  /** What null reads as; an error in a column of another type. */
  private <T> T wrong(String method, ColumnType wanted, T ifNull) {
    boolean fits =
        field.type() == wanted || (field.type().isIntegral() && wanted != ColumnType.STRING);
    if (value == null && fits) {
      return ifNull;
    }
    throw new IllegalStateException(
        "column " + field.name() + ": " + method + " on a " + field.type() + " column");
  }
}

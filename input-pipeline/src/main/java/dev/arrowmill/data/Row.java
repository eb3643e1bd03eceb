package dev.arrowmill.data;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.Columns;
import java.util.HashMap;
import java.util.Map;

/**
 * One element of a dataset before it is batched, read by column name. It is a cursor over a batch:
 * the same object shows the next row afterwards. Not thread-safe.
 */
public final class Row {
  private final Columns columns;
  private final Map<String, Column> byName = new HashMap<>();
  private int row;

  /** A cursor at the first row. */
  public Row(Columns columns) {
    this.columns = columns;
  }

  /** Moves to a row and returns this. */
  public Row at(int newRow) {
    row = newRow;
    return this;
  }

  private Column column(String name) {
    return byName.computeIfAbsent(name, columns::column);
  }

  public boolean isNull(String column) {
    return column(column).isNull(row);
  }

  /** The value of a number; NaN where null. */
  public double getDouble(String column) {
    Column c = column(column);
    return c.isNull(row) ? Double.NaN : c.getDouble(row);
  }

  /**
   * The value of an integral column.
   *
   * @throws IllegalStateException if it is null; ask {@link #isNull} first
   */
  public long getLong(String column) {
    Column c = column(column);
    requireValue(c);
    return c.getLong(row);
  }

  public boolean getBoolean(String column) {
    return getLong(column) != 0;
  }

  /**
   * The value of a text column.
   *
   * @throws IllegalStateException if it is null; ask {@link #isNull} first
   */
  public String getString(String column) {
    Column c = column(column);
    requireValue(c);
    return c.getString(row);
  }

  private void requireValue(Column c) {
    if (c.isNull(row)) {
      throw new IllegalStateException("row: column " + c.name() + " is null; ask isNull first");
    }
  }
}

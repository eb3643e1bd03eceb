package dev.arrowmill.spark;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;

/**
 * A batch in which one column has its values from other rows.
 *
 * @param from for each row, the row whose value it takes
 */
record MappedRows(Columns batch, int index, int[] from) implements Columns {
  @Override
  public int rows() {
    return batch.rows();
  }

  @Override
  public ColumnSchema schema() {
    return batch.schema();
  }

  @Override
  public Column column(int i) {
    return i == index ? new Mapped(batch.column(i), from) : batch.column(i);
  }

  private record Mapped(Column inner, int[] from) implements Column {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public ColumnType type() {
      return inner.type();
    }

    @Override
    public int rows() {
      return from.length;
    }

    @Override
    public boolean isNull(int row) {
      return inner.isNull(from[row]);
    }

    @Override
    public long getLong(int row) {
      return inner.getLong(from[row]);
    }

    @Override
    public double getDouble(int row) {
      return inner.getDouble(from[row]);
    }

    @Override
    public String getString(int row) {
      return inner.getString(from[row]);
    }

    @Override
    public Column elements() {
      return inner.elements();
    }

    @Override
    public int listStart(int row) {
      return inner.listStart(from[row]);
    }

    @Override
    public int listEnd(int row) {
      return inner.listEnd(from[row]);
    }
  }
}

package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;

/** Some rows of a batch, in any order, borrowed. */
record SelectedColumns(Columns from, int[] selection) implements Columns {
  @Override
  public int rows() {
    return selection.length;
  }

  @Override
  public ColumnSchema schema() {
    return from.schema();
  }

  @Override
  public Column column(int i) {
    return new Selected(from.column(i), selection);
  }

  private record Selected(Column from, int[] selection) implements Column {
    @Override
    public String name() {
      return from.name();
    }

    @Override
    public ColumnType type() {
      return from.type();
    }

    @Override
    public int rows() {
      return selection.length;
    }

    @Override
    public boolean isNull(int row) {
      return from.isNull(selection[row]);
    }

    @Override
    public long getLong(int row) {
      return from.getLong(selection[row]);
    }

    @Override
    public double getDouble(int row) {
      return from.getDouble(selection[row]);
    }

    @Override
    public String getString(int row) {
      return from.getString(selection[row]);
    }

    @Override
    public Column elements() {
      return from.elements();
    }

    @Override
    public int listStart(int row) {
      return from.listStart(selection[row]);
    }

    @Override
    public int listEnd(int row) {
      return from.listEnd(selection[row]);
    }
  }
}

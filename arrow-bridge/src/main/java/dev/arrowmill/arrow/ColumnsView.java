package dev.arrowmill.arrow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Some columns and a run of rows of another batch, borrowed. */
final class ColumnsView implements Columns {
  private final ColumnSchema schema;
  private final Column[] columns;
  private final int rows;

  private ColumnsView(ColumnSchema schema, Column[] columns, int rows) {
    this.schema = schema;
    this.columns = columns;
    this.rows = rows;
  }

  static Columns select(Columns from, List<String> names) {
    List<ColumnField> fields = new ArrayList<>();
    Column[] columns = new Column[names.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = from.column(names.get(i));
      fields.add(from.schema().field(from.schema().indexOf(names.get(i))));
    }
    return new ColumnsView(ColumnSchema.of(fields), columns, from.rows());
  }

  static Columns slice(Columns from, int start, int count) {
    Objects.checkFromIndexSize(start, count, from.rows());
    Column[] columns = new Column[from.schema().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new Slice(from.column(i), start, count);
    }
    return new ColumnsView(from.schema(), columns, count);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public ColumnSchema schema() {
    return schema;
  }

  @Override
  public Column column(int i) {
    return columns[i];
  }

  private record Slice(Column from, int start, int rows) implements Column {
    @Override
    public String name() {
      return from.name();
    }

    @Override
    public ColumnType type() {
      return from.type();
    }

    @Override
    public boolean isNull(int row) {
      return from.isNull(at(row));
    }

    @Override
    public long getLong(int row) {
      return from.getLong(at(row));
    }

    @Override
    public double getDouble(int row) {
      return from.getDouble(at(row));
    }

    @Override
    public String getString(int row) {
      return from.getString(at(row));
    }

    @Override
    public void copyDoubles(int first, int count, double[] out, int offset) {
      Objects.checkFromIndexSize(first, count, rows);
      from.copyDoubles(start + first, count, out, offset);
    }

    @Override
    public void copyLongs(int first, int count, long[] out, int offset, long ifNull) {
      Objects.checkFromIndexSize(first, count, rows);
      from.copyLongs(start + first, count, out, offset, ifNull);
    }

    @Override
    public Column elements() {
      return from.elements();
    }

    @Override
    public int listStart(int row) {
      return from.listStart(at(row));
    }

    @Override
    public int listEnd(int row) {
      return from.listEnd(at(row));
    }

    @Override
    public @Nullable List<String> dictionary() {
      return from.dictionary();
    }

    @Override
    public void copyCodes(int first, int count, int[] out, int offset) {
      Objects.checkFromIndexSize(first, count, rows);
      from.copyCodes(start + first, count, out, offset);
    }

    @Override
    public void scatterFloats(
        int first, int count, int @Nullable [] places, int at, MatrixColumn to, float ifNull) {
      Objects.checkFromIndexSize(first, count, rows);
      from.scatterFloats(start + first, count, places, at, to, ifNull);
    }

    @Override
    public void scatterInts(
        int first, int count, int @Nullable [] places, int at, MatrixColumn to, int ifNull) {
      Objects.checkFromIndexSize(first, count, rows);
      from.scatterInts(start + first, count, places, at, to, ifNull);
    }

    @Override
    public void scatterLongs(
        int first, int count, int @Nullable [] places, int at, MatrixColumn to, long ifNull) {
      Objects.checkFromIndexSize(first, count, rows);
      from.scatterLongs(start + first, count, places, at, to, ifNull);
    }

    private int at(int row) {
      return start + Objects.checkIndex(row, rows);
    }
  }
}

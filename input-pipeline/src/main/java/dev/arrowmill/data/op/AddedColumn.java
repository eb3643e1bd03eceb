package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import java.util.ArrayList;
import java.util.List;

/** A batch with one more column, or with one replaced; borrowed. */
record AddedColumn(Columns from, ColumnSchema schema, int at, Column added) implements Columns {
  /** Puts the column in the place of the one of that name, or last. */
  static AddedColumn of(Columns from, String name, Column values) {
    int old = from.schema().indexOf(name);
    int at = old < 0 ? from.schema().size() : old;
    return of(from, new Named(name, values), at, old >= 0);
  }

  /** Puts a new column in front. */
  static AddedColumn first(Columns from, Column values) {
    return of(from, values, 0, false);
  }

  private static AddedColumn of(Columns from, Column values, int at, boolean replace) {
    List<ColumnField> fields = new ArrayList<>(from.schema().fields());
    ColumnField field = new ColumnField(values.name(), values.type());
    if (replace) {
      fields.set(at, field);
    } else {
      fields.add(at, field);
    }
    return new AddedColumn(from, ColumnSchema.of(fields), at, values);
  }

  @Override
  public int rows() {
    return from.rows();
  }

  @Override
  public Column column(int i) {
    boolean inserted = schema.size() > from.schema().size();
    return i == at ? added : from.column(inserted && i > at ? i - 1 : i);
  }
}

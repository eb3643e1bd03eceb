package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns of several batches of as many rows side by side. */
record JoinedColumns(ColumnSchema schema, List<Column> columns, int rows) implements Columns {
  static JoinedColumns of(List<? extends Columns> parts) {
    List<ColumnField> fields = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Columns part : parts) {
      for (int i = 0; i < part.schema().size(); i++) {
        ColumnField f = part.schema().field(i);
        if (!names.add(f.name())) {
          throw new IllegalArgumentException(
              "zip: more than one has a component " + f.name() + "; rename or exclude it first");
        }
        fields.add(f);
        columns.add(part.column(i));
      }
    }
    return new JoinedColumns(ColumnSchema.of(fields), columns, parts.get(0).rows());
  }

  @Override
  public Column column(int i) {
    return columns.get(i);
  }
}

package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import java.util.ArrayList;
import java.util.List;

/** Tensor components with one number per row, read as columns so that conditions work on them. */
final class StoreColumns implements Columns {
  private final Store store;
  private final ColumnSchema schema;
  private final List<Column> columns = new ArrayList<>();

  StoreColumns(Store store, String operator) {
    this.store = store;
    List<ColumnField> fields = new ArrayList<>();
    for (int p = 0; p < store.layout().parts().size(); p++) {
      Part part = store.layout().parts().get(p);
      if (!(part instanceof TensorPart)) {
        throw new IllegalStateException(operator + ": cannot follow packed rows; put it before");
      }
      if (part.width() == 1 && part.dtype() != null) {
        Column c = new Component(store, p, part.names().get(0));
        columns.add(c);
        fields.add(new ColumnField(c.name(), c.type()));
      }
    }
    this.schema = ColumnSchema.of(fields);
  }

  @Override
  public int rows() {
    return store.rows();
  }

  @Override
  public ColumnSchema schema() {
    return schema;
  }

  @Override
  public Column column(int i) {
    return columns.get(i);
  }

  private record Component(Store store, int part, String name) implements Column {
    @Override
    public ColumnType type() {
      Object a = store.array(part);
      return a instanceof float[] || a instanceof double[] ? ColumnType.DOUBLE : ColumnType.LONG;
    }

    @Override
    public int rows() {
      return store.rows();
    }

    @Override
    public boolean isNull(int row) {
      return false;
    }

    @Override
    public long getLong(int row) {
      int i = store.at(part, row);
      Object a = store.array(part);
      return a instanceof long[] longs
          ? longs[i]
          : a instanceof int[] ints ? ints[i] : ((byte[]) a)[i];
    }

    @Override
    public double getDouble(int row) {
      int i = store.at(part, row);
      Object a = store.array(part);
      return a instanceof float[] floats
          ? floats[i]
          : a instanceof double[] doubles ? doubles[i] : getLong(row);
    }

    @Override
    public String getString(int row) {
      throw new IllegalStateException("column " + name + ": getString on a tensor component");
    }
  }
}

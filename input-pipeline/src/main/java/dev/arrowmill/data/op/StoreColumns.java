package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a store read as columns, so that conditions work on them: packed columns, and tensor
 * components with one value per row.
 */
final class StoreColumns implements Columns {
  private final Store store;
  private final ColumnSchema schema;
  private final List<Column> columns = new ArrayList<>();

  StoreColumns(Store store) {
    this.store = store;
    for (int p = 0; p < store.layout().parts().size(); p++) {
      Part part = store.layout().parts().get(p);
      if (part instanceof ListPart) {
        columns.add(new ListColumn(part, (Lists) store.array(p), store.rows()));
      } else if (!(part instanceof TensorPart)) {
        addColumns(p, part);
      } else if (part.width() == 1) {
        columns.add(column(part.names().get(0), p, 0, false));
      }
    }
    this.schema =
        ColumnSchema.of(columns.stream().map(c -> new ColumnField(c.name(), c.type())).toList());
  }

  private void addColumns(int p, Part part) {
    for (int c = 0; c < part.columns().size(); c++) {
      columns.add(column(part.columns().get(c), p, c, true));
    }
  }

  private Column column(String name, int p, int c, boolean packed) {
    int stride = store.layout().parts().get(p).width();
    return new ArrayColumn(name, store.array(p), store.at(p, 0) + c, stride, store.rows(), packed);
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

  /** Lists, put one after the other when they are first asked for. */
  private static final class ListColumn implements Column {
    private final String name;
    private final @Nullable DType dtype;
    private final Lists lists;
    private final int[] starts;
    private @Nullable Column elements;

    ListColumn(Part part, Lists lists, int rows) {
      this.name = part.names().get(0);
      this.dtype = part.dtype();
      this.lists = lists;
      this.starts = new int[rows + 1];
      for (int r = 0; r < rows; r++) {
        starts[r + 1] = Math.addExact(starts[r], lists.length(r));
      }
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public ColumnType type() {
      return dtype == null
          ? ColumnType.STRING_LIST
          : dtype == DType.INT64 ? ColumnType.LONG_LIST : ColumnType.DOUBLE_LIST;
    }

    @Override
    public int rows() {
      return starts.length - 1;
    }

    @Override
    public boolean isNull(int row) {
      return false;
    }

    @Override
    public synchronized Column elements() {
      Column e = elements;
      if (e == null) {
        int total = starts[rows()];
        Object values = dtype == null ? new String[total] : dtype.allocate(total);
        for (int r = 0; r < rows(); r++) {
          lists.copyRow(r, values, starts[r]);
        }
        e = new ArrayColumn(name, values, 0, 1, total, true);
        elements = e;
      }
      return e;
    }

    @Override
    public int listStart(int row) {
      return starts[row];
    }

    @Override
    public int listEnd(int row) {
      return starts[row + 1];
    }

    @Override
    public long getLong(int row) {
      throw new IllegalStateException("column " + name + " holds lists");
    }

    @Override
    public double getDouble(int row) {
      throw new IllegalStateException("column " + name + " holds lists");
    }

    @Override
    public String getString(int row) {
      throw new IllegalStateException("column " + name + " holds lists");
    }
  }
}

package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.OwnedColumns;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Batches of a file with the columns of its folders between those it has itself. */
final class PartitionedBatches implements ColumnBatches {
  private final ColumnBatches from;
  private final ColumnSchema schema;
  private final Map<String, @Nullable Object> constants;

  /**
   * Adds constants.
   *
   * @param schema all columns, in the order wanted
   * @param constants the value of each column that the batches lack
   */
  PartitionedBatches(
      ColumnBatches from, ColumnSchema schema, Map<String, @Nullable Object> constants) {
    this.from = from;
    this.schema = schema;
    this.constants = constants;
  }

  @Override
  public boolean hasNext() {
    return from.hasNext();
  }

  @Override
  public OwnedColumns next() {
    OwnedColumns batch = from.next();
    Column[] columns = new Column[schema.size()];
    for (int c = 0; c < columns.length; c++) {
      ColumnField field = schema.field(c);
      columns[c] =
          constants.containsKey(field.name())
              ? new ConstantColumn(field, constants.get(field.name()), batch.rows())
              : batch.column(field.name());
    }
    return new Widened(batch, schema, columns);
  }

  @Override
  public void close() {
    from.close();
  }

  private record Widened(OwnedColumns own, ColumnSchema schema, Column[] columns)
      implements OwnedColumns {
    @Override
    public String source() {
      return own.source();
    }

    @Override
    public long firstRow() {
      return own.firstRow();
    }

    @Override
    public long bytes() {
      return own.bytes();
    }

    @Override
    public int rows() {
      return own.rows();
    }

    @Override
    public Column column(int i) {
      return columns[i];
    }

    @Override
    public void close() {
      own.close();
    }
  }
}

package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.Batch;
import dev.arrowmill.data.Row;
import dev.arrowmill.tensor.Tensor;

/** Elements of every kind as {@link Row}s for functions of users. */
final class RowsOf {
  private RowsOf() {}

  /** A cursor over the elements of a chunk, borrowed. */
  static Row row(Chunk chunk, Context context, String operator) {
    if (chunk instanceof BatchChunk b) {
      return new Row(new Nameless(b.size()), (i, name) -> b.batches().get(i).tensor(name));
    }
    Arrangement arrangement = context.session().arrangement();
    return new Row(
        chunk.columns(operator), (i, name) -> first(chunk.batch(i, 1, arrangement), name));
  }

  private static Tensor first(Batch one, String name) {
    return one.tensor(name).select(0, 0);
  }

  /** The columns of elements that have none. */
  private record Nameless(int rows) implements Columns {
    @Override
    public ColumnSchema schema() {
      return ColumnSchema.of();
    }

    @Override
    public Column column(int i) {
      throw new IndexOutOfBoundsException("batch: no column " + i);
    }
  }
}

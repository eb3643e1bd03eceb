package dev.arrowmill.arrow;

import java.util.List;

/**
 * A batch of equally long columns. The one interface that statistics, transforms and the pack step
 * read; {@link ColumnBatch} (Arrow), {@link HeapColumns} and the Spark adapters implement it.
 */
public interface Columns {

  /** Number of rows, at least 0. */
  int rows();

  ColumnSchema schema();

  /** The column at a position of {@link #schema()}. */
  Column column(int i);

  /**
   * The column of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists what there is
   */
  default Column column(String name) {
    int i = schema().indexOf(name);
    if (i < 0) {
      throw new IllegalArgumentException(
          "no column " + name + " in this batch; it has " + schema().names());
    }
    return column(i);
  }

  /**
   * These columns in this order, borrowed from this batch.
   *
   * @throws IllegalArgumentException if there is no column of a name
   */
  default Columns select(List<String> names) {
    return ColumnsView.select(this, names);
  }

  /**
   * The rows {@code start} to {@code start + count}, borrowed from this batch.
   *
   * @throws IndexOutOfBoundsException if the batch has fewer rows
   */
  default Columns slice(int start, int count) {
    return ColumnsView.slice(this, start, count);
  }
}

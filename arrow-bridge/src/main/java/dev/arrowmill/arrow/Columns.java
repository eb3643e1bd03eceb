package dev.arrowmill.arrow;

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
}

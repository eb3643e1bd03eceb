package dev.arrowmill.arrow;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A table that is read in batches, in one canonical order: the order of {@link #splits}, and rows
 * as they lie in each. Immutable and thread-safe; each {@link #open} is independent.
 */
public interface BatchSource {
  /** The most rows of a batch. */
  int BATCH_ROWS = 65_536;

  /** All column names, those of unsupported types included. */
  List<String> columns();

  /**
   * The schema of some columns, in the given order.
   *
   * @throws UnsupportedColumnException if one of them has no column type
   * @throws IllegalArgumentException if there is no such column; the message lists what there is
   */
  ColumnSchema schema(List<String> columns);

  /** The schema of all columns. */
  default ColumnSchema schema() {
    return schema(columns());
  }

  /** The parts of the table in canonical order: sorted by file, then by row group. */
  List<Split> splits();

  /** Number of rows; -1 where only reading tells. */
  default long rows() {
    long rows = 0;
    for (Split s : splits()) {
      if (s.rows() < 0) {
        return -1;
      }
      rows += s.rows();
    }
    return rows;
  }

  /** What the source consists of, to notice on a restore that it is another. */
  SourceIdentity identity();

  /**
   * Reads columns of some splits, in the order given. A batch has 1 to {@code batchRows} rows, all
   * of one split.
   *
   * @param allocator accounts for the memory of all batches, on the heap or off it; closing them
   *     and the iterator brings it back to zero
   * @throws TableFormatException here, while iterating or when a column is read, if a file cannot
   *     be read; it names file, row group and column
   */
  ColumnBatches open(ReadRequest request, BufferAllocator allocator);

  /** As {@link #open(ReadRequest, BufferAllocator)}, all rows of some splits. */
  default ColumnBatches open(List<String> columns, List<Split> splits, BufferAllocator allocator) {
    return open(ReadRequest.of(columns, splits), allocator);
  }
}

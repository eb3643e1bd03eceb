package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.file.InputFile;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Decodes row groups of one Parquet file. Two exist, and a test holds them to identical batches;
 * {@link ParquetSource} chooses. Thread-safe; each {@link #open} is independent.
 */
public interface ParquetReader {
  /** A word for messages, e.g. {@code native}. */
  String name();

  /** Why it cannot work here, e.g. a missing library with the way to get it; empty if it can. */
  String unavailableBecause();

  /**
   * Decodes row groups in ascending order; no batch has rows of two.
   *
   * @param rowGroups numbers of row groups, ascending
   * @param rows rows of every row group of the file
   * @param schema the columns to read, in this order
   */
  ColumnBatches open(
      InputFile file,
      List<Integer> rowGroups,
      List<Long> rows,
      ColumnSchema schema,
      BufferAllocator allocator);
}

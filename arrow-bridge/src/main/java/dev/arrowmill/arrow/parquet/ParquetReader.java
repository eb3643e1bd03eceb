package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnBatches;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Decodes row groups of one Parquet file. Three exist, and a test holds them to identical batches;
 * {@link ParquetSource} chooses. Thread-safe; each {@link #open} is independent.
 */
public interface ParquetReader {
  /** A word for messages, e.g. {@code native}. */
  String name();

  /** Why it cannot work here, e.g. a missing library with the way to get it; empty if it can. */
  String unavailableBecause();

  /** Decodes row groups in ascending order; no batch has rows of two. */
  ColumnBatches open(ReadPlan plan, BufferAllocator allocator);
}

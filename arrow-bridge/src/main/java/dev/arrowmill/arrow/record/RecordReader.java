package dev.arrowmill.arrow.record;

import dev.arrowmill.arrow.HeapColumns;
import org.jspecify.annotations.Nullable;

/** Reads one file from front to back. Not thread-safe. */
public interface RecordReader extends AutoCloseable {
  /**
   * Adds the next record as a row, or passes over it.
   *
   * @param to a batch of the columns that were asked for; null to skip the record
   * @return false at the end of the file
   * @throws dev.arrowmill.arrow.TableFormatException naming file, line or record, and column
   */
  boolean read(@Nullable HeapColumns to);

  @Override
  void close();
}

package dev.arrowmill.arrow;

import java.util.Iterator;

/**
 * Batches in order, each handed over: who calls {@link #next} closes the batch. Closing the
 * iterator frees what it holds itself and leaves handed-over batches alone; a second close does
 * nothing. Not thread-safe.
 */
public interface ColumnBatches extends Iterator<OwnedColumns>, AutoCloseable {
  @Override
  void close();
}

package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.OwnedColumns;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The batches of one run of row groups after the other; one file is open at a time. */
final class SplitBatches implements ColumnBatches {
  private final Iterator<Supplier<ColumnBatches>> runs;
  private @Nullable ColumnBatches current;
  private boolean closed;

  SplitBatches(List<Supplier<ColumnBatches>> runs) {
    this.runs = runs.iterator();
  }

  @Override
  public boolean hasNext() {
    try {
      return findNext();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private boolean findNext() {
    while (!closed) {
      if (current != null && current.hasNext()) {
        return true;
      }
      closeCurrent();
      if (!runs.hasNext()) {
        return false;
      }
      current = runs.next().get();
    }
    return false;
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext() || current == null) {
      throw new NoSuchElementException("no more batches");
    }
    try {
      return current.next();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void closeCurrent() {
    if (current != null) {
      ColumnBatches c = current;
      current = null;
      c.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    closeCurrent();
  }
}

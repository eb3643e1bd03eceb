package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.Split;
import dev.arrowmill.arrow.file.InputFile;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** The batches of one run of row groups after the other; one file is open at a time. */
final class SplitBatches implements ColumnBatches {
  /** Ascending row groups of one file. */
  record Run(InputFile file, List<Long> rows, ParquetDecoder decoder, List<Integer> rowGroups) {
    boolean takes(Split s) {
      return s.file().equals(file.path()) && s.rowGroup() > rowGroups.get(rowGroups.size() - 1);
    }

    ColumnBatches open(ColumnSchema schema, BufferAllocator allocator) {
      return ParquetReaders.forDecoding(file.path(), rowGroups.get(0), decoder)
          .open(file, rowGroups, rows, schema, allocator);
    }
  }

  private final Iterator<Run> runs;
  private final ColumnSchema schema;
  private final BufferAllocator allocator;
  private @Nullable ColumnBatches current;
  private boolean closed;

  SplitBatches(List<Run> runs, ColumnSchema schema, BufferAllocator allocator) {
    this.runs = runs.iterator();
    this.schema = schema;
    this.allocator = allocator;
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
      current = runs.next().open(schema, allocator);
    }
    return false;
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext() || current == null) {
      throw new NoSuchElementException("no more batches");
    }
    return current.next();
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

package dev.arrowmill.arrow.record;

import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapBatch;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.ReadRequest;
import dev.arrowmill.arrow.file.InputFile;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** The records of some files as batches; one file is open at a time. */
final class RecordBatches implements ColumnBatches {
  private static final int FIRST_CAPACITY = 1_024;

  private final Iterator<InputFile> files;
  private final Function<InputFile, RecordReader> readers;
  private final ColumnSchema schema;
  private final int batchRows;
  private final BufferAllocator allocator;
  private long skip;
  private @Nullable InputFile file;
  private @Nullable RecordReader reader;
  private long row;
  private @Nullable OwnedColumns ready;
  private boolean closed;

  RecordBatches(
      List<InputFile> files,
      Function<InputFile, RecordReader> readers,
      ColumnSchema schema,
      ReadRequest request,
      BufferAllocator allocator) {
    this.files = files.iterator();
    this.readers = readers;
    this.schema = schema;
    this.batchRows = request.batchRows();
    this.allocator = allocator;
    this.skip = request.firstRow();
  }

  @Override
  public boolean hasNext() {
    try {
      while (!closed && ready == null && (reader != null || files.hasNext())) {
        RecordReader open = reader == null ? begin(files.next()) : reader;
        ready = batch(open);
        if (ready == null) {
          closeReader();
        }
      }
      return ready != null;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private RecordReader begin(InputFile next) {
    RecordReader open = readers.apply(next);
    file = next;
    reader = open;
    row = 0;
    while (row < skip && open.read(null)) {
      row++;
    }
    skip = 0;
    return open;
  }

  private @Nullable OwnedColumns batch(RecordReader open) {
    HeapColumns rows = new HeapColumns(schema, Math.min(FIRST_CAPACITY, batchRows));
    while (!rows.isFull(batchRows) && open.read(rows)) {
      continue;
    }
    if (rows.rows() == 0 || file == null) {
      return null;
    }
    OwnedColumns batch = HeapBatch.of(rows, allocator, file.path(), row);
    row += rows.rows();
    return batch;
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext() || ready == null) {
      throw new NoSuchElementException("no more batches");
    }
    OwnedColumns b = ready;
    ready = null;
    return b;
  }

  private void closeReader() {
    if (reader != null) {
      RecordReader r = reader;
      reader = null;
      r.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    if (ready != null) {
      ready.close();
      ready = null;
    }
    closeReader();
  }
}

package dev.arrowmill.arrow.spark.internal;

import dev.arrowmill.arrow.ColumnBatch;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.parquet.ReadPlan;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Batches of one file through Spark's reader, each copied into Arrow memory of its own. */
final class SparkBatches implements ColumnBatches {
  private final InputFile file;
  private final List<Integer> rowGroups;
  private final ColumnSchema schema;
  private final BufferAllocator allocator;
  private @Nullable RowGroupReader open;
  private @Nullable ColumnBatch ready;

  SparkBatches(ReadPlan plan, BufferAllocator allocator) {
    this.file = plan.file();
    this.rowGroups = plan.rowGroups();
    this.schema = plan.schema();
    this.allocator = allocator;
    try {
      this.open = RowGroupReader.open(file.path(), rowGroups, schema.names(), plan.batchRows());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw undecodable(e);
    } catch (IOException | RuntimeException e) {
      throw undecodable(e);
    }
  }

  private TableFormatException undecodable(Exception e) {
    return new TableFormatException(
        file.path(),
        "row groups " + rowGroups + " cannot be decoded (" + e.getMessage() + ")",
        "write the file again",
        e);
  }

  @Override
  public boolean hasNext() {
    RowGroupReader r = open;
    if (ready == null && r != null) {
      try {
        if (r.reader().nextBatch()) {
          ready = VectorCopy.copy(r.reader().resultBatch(), r.schema(), schema, file, allocator);
        } else {
          close();
        }
      } catch (IOException | RuntimeException e) {
        close();
        throw undecodable(e);
      }
    }
    return ready != null;
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext() || ready == null) {
      throw new NoSuchElementException(file.path());
    }
    ColumnBatch b = ready;
    ready = null;
    return b;
  }

  @Override
  public void close() {
    RowGroupReader r = open;
    open = null;
    if (ready != null) {
      ready.close();
      ready = null;
    }
    if (r != null) {
      try {
        r.reader().close();
      } catch (IOException e) {
        throw new TableFormatException(file.path(), "cannot be closed", "check its storage", e);
      }
    }
  }
}

package dev.arrowmill.arrow.c;

import dev.arrowmill.arrow.ArrowVectors;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.OwnedColumns;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Batches as Arrow's reader, which is what a C stream is made from. */
final class BatchReader extends ArrowReader {
  private final Schema schema;
  private final ColumnBatches batches;

  BatchReader(ColumnSchema schema, ColumnBatches batches, BufferAllocator allocator) {
    super(allocator);
    this.schema = new Schema(schema.fields().stream().map(ArrowVectors::field).toList());
    this.batches = batches;
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    prepareLoadNextBatch();
    try {
      if (!batches.hasNext()) {
        return false;
      }
      try (OwnedColumns batch = batches.next();
          ArrowVectors vectors = ArrowVectors.plain(batch, allocator)) {
        // The loader takes the record batch over and closes it.
        loadRecordBatch(new VectorUnloader(vectors.root()).getRecordBatch());
      }
      return true;
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {
    batches.close();
  }

  @Override
  protected Schema readSchema() {
    return schema;
  }
}

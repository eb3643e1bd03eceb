package dev.arrowmill.arrow.spark.internal;

import dev.arrowmill.arrow.ArrowVectors;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.spark.TaskMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;

/** A batch as a whole Arrow stream, made in the memory of the running task. */
final class StreamBytes {
  private StreamBytes() {}

  static byte[] write(Columns batch) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BufferAllocator allocator = TaskMemory.allocator();
        ArrowVectors vectors = ArrowVectors.plain(batch, allocator);
        ArrowStreamWriter w =
            new ArrowStreamWriter(vectors.root(), null, Channels.newChannel(out))) {
      w.writeBatch();
      w.end();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("dataframe: a batch cannot be written", e);
    }
  }
}

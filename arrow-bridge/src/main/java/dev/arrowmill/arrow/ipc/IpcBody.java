package dev.arrowmill.arrow.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/**
 * The nodes and buffers of a record batch that is about to be written, and where they come from.
 */
final class IpcBody implements AutoCloseable {
  static final int ALIGN = 64;
  private static final int CHUNK = 1 << 20;

  /** Writes bytes that were announced. */
  private interface Source {
    void write(FileChannel to, ByteBuffer chunk) throws IOException;
  }

  private record Part(long bytes, Source source) {}

  private final List<ArrowFieldNode> nodes = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final List<ArrowRecordBatch> unloaded = new ArrayList<>();

  /** Adds all columns of vectors that stay open until this is written. */
  void add(VectorSchemaRoot root) {
    ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch();
    unloaded.add(batch);
    nodes.addAll(batch.getNodes());
    for (ArrowBuf b : batch.getBuffers()) {
      parts.add(new Part(b.readableBytes(), (to, chunk) -> write(b, to)));
    }
  }

  private static void write(ArrowBuf b, FileChannel to) throws IOException {
    long count = b.readableBytes();
    for (long done = 0; done < count; done += CHUNK) {
      ByteBuffer chunk = b.nioBuffer(b.readerIndex() + done, (int) Math.min(CHUNK, count - done));
      while (chunk.hasRemaining()) {
        to.write(chunk);
      }
    }
  }

  /** Adds a matrix as a column of fixed-size lists without nulls. */
  void add(MatrixField field, MatrixRows rows, int count) {
    int values = Math.multiplyExact(count, field.width());
    int first = Math.multiplyExact(rows.firstRow(), field.width());
    nodes.add(new ArrowFieldNode(count, 0));
    nodes.add(new ArrowFieldNode(values, 0));
    parts.add(new Part(0, (to, chunk) -> {}));
    parts.add(new Part(0, (to, chunk) -> {}));
    parts.add(
        new Part(
            (long) values * field.type().bytes(),
            (to, chunk) -> write(field.type(), rows.values(), first, values, to, chunk)));
  }

  /** Adds codes of a dictionary, of which -1 is null. */
  void add(int[] codes) {
    byte[] validity = new byte[(codes.length + 7) / 8];
    int nulls = 0;
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] < 0) {
        nulls++;
      } else {
        validity[i >> 3] |= (byte) (1 << (i & 7));
      }
    }
    nodes.add(new ArrowFieldNode(codes.length, nulls));
    parts.add(new Part(validity.length, (to, chunk) -> to.write(ByteBuffer.wrap(validity))));
    parts.add(
        new Part(
            4L * codes.length,
            (to, chunk) -> write(MatrixType.INT, codes, 0, codes.length, to, chunk)));
  }

  private static void write(
      MatrixType type, Object values, int first, int count, FileChannel to, ByteBuffer chunk)
      throws IOException {
    int most = CHUNK / type.bytes();
    for (int done = 0; done < count; done += most) {
      int n = Math.min(most, count - done);
      chunk.clear().limit(n * type.bytes());
      type.put(chunk, values, first + done, n);
      while (chunk.hasRemaining()) {
        to.write(chunk);
      }
    }
  }

  static ByteBuffer chunk() {
    return ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
  }

  List<ArrowFieldNode> nodes() {
    return nodes;
  }

  /** The length of each buffer, in order. */
  long[] lengths() {
    return parts.stream().mapToLong(Part::bytes).toArray();
  }

  /** Bytes of the body, each buffer filled up to a multiple of {@link #ALIGN}. */
  long bytes() {
    return parts.stream().mapToLong(p -> aligned(p.bytes())).sum();
  }

  static long aligned(long bytes) {
    return (bytes + ALIGN - 1) / ALIGN * ALIGN;
  }

  void write(FileChannel to, ByteBuffer chunk) throws IOException {
    for (Part p : parts) {
      p.source().write(to, chunk);
      ByteBuffer fill = ByteBuffer.allocate((int) (aligned(p.bytes()) - p.bytes()));
      while (fill.hasRemaining()) {
        to.write(fill);
      }
    }
  }

  @Override
  public void close() {
    unloaded.forEach(ArrowRecordBatch::close);
  }
}

package dev.arrowmill.arrow.ipc;

import dev.arrowmill.arrow.file.OutputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** The messages of an Arrow file, written in order. */
final class IpcOutput implements AutoCloseable {
  private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final int CONTINUATION = 0xffffffff;

  private final OutputFile file;
  private final FileChannel channel;
  private final ByteBuffer chunk = IpcBody.chunk();
  private final List<IpcEncoder.Place> dictionaries = new ArrayList<>();
  private final List<IpcEncoder.Place> batches = new ArrayList<>();

  IpcOutput(Path target) {
    this.file = OutputFile.create(target);
    this.channel = file.channel();
  }

  private interface Step {
    void run() throws IOException;
  }

  private void guard(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  void schema(Schema schema) {
    guard(
        () -> {
          write(ByteBuffer.allocate(8).put(MAGIC).rewind());
          message(IpcEncoder.schema(schema));
        });
  }

  void batch(long rows, IpcBody body) {
    guard(() -> batches.add(message(IpcEncoder.recordBatch(rows, body), body)));
  }

  void dictionary(long id, long rows, IpcBody body) {
    guard(() -> dictionaries.add(message(IpcEncoder.dictionary(id, rows, body), body)));
  }

  private IpcEncoder.Place message(ByteBuffer metadata, IpcBody body) throws IOException {
    long offset = channel.position();
    int bytes = message(metadata);
    body.write(channel, chunk);
    return new IpcEncoder.Place(offset, bytes, body.bytes());
  }

  /** The metadata is filled up so that what follows is aligned in the file. */
  private int message(ByteBuffer metadata) throws IOException {
    long begin = channel.position();
    int bytes = metadata.remaining();
    int padded = (int) (IpcBody.aligned(begin + 8 + bytes) - begin - 8);
    ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    write(prefix.putInt(CONTINUATION).putInt(padded).rewind());
    write(metadata);
    write(ByteBuffer.allocate(padded - bytes));
    return padded + 8;
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  void finish(Schema schema) {
    guard(
        () -> {
          ByteBuffer end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          write(end.putInt(CONTINUATION).putInt(0).rewind());
          ByteBuffer footer = IpcEncoder.footer(schema, dictionaries, batches);
          int bytes = footer.remaining();
          write(footer);
          ByteBuffer tail = ByteBuffer.allocate(4 + MAGIC.length).order(ByteOrder.LITTLE_ENDIAN);
          write(tail.putInt(bytes).put(MAGIC).rewind());
        });
    file.commit();
  }

  @Override
  public void close() {
    file.close();
  }
}

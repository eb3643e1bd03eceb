package dev.arrowmill.arrow.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A local file by its channel. */
final class LocalRanges implements RangeReader {
  /** Reads go through a buffer outside the heap that Java keeps per thread: this bounds it. */
  private static final int CHUNK = 1 << 18;

  private final FileChannel channel;

  LocalRanges(Path path) throws IOException {
    this.channel = FileChannel.open(path, StandardOpenOption.READ);
  }

  @Override
  public long length() throws IOException {
    return channel.size();
  }

  @Override
  public void read(long position, byte[] out, int offset, int count) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(out);
    int done = 0;
    while (done < count) {
      int at = offset + done;
      target.limit(at + Math.min(CHUNK, count - done)).position(at);
      int n = channel.read(target, position + done);
      if (n < 0) {
        throw new IOException("the file ends before byte " + (position + count));
      }
      done += n;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

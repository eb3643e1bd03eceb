package dev.arrowmill.arrow.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** A file from front to back, a large range at a time. Not thread-safe. */
public final class RangeStream extends InputStream {
  private static final int CHUNK = 1 << 18;

  private final RangeReader reader;
  private final long length;
  private final byte[] chunk;
  private long next;
  private int at;
  private int end;

  private RangeStream(RangeReader reader) throws IOException {
    this.reader = reader;
    this.length = reader.length();
    this.chunk = new byte[(int) Math.max(1, Math.min(CHUNK, length))];
  }

  /**
   * The plain bytes of a file: {@code .gz} is gunzipped and {@code .zlib} inflated; others are
   * taken as they are.
   *
   * @throws IOException if the file cannot be read or is not compressed as its name says
   */
  public static InputStream open(InputFile file) throws IOException {
    return open(file, Packing.of(file.name()));
  }

  /** As {@link #open(InputFile)}, with the compression given. */
  public static InputStream open(InputFile file, Packing packing) throws IOException {
    RangeReader reader = InputFiles.open(file);
    try {
      RangeStream plain = new RangeStream(reader);
      return switch (packing) {
        case NONE -> plain;
        case GZIP -> new GZIPInputStream(plain, CHUNK);
        case ZLIB -> new InflaterInputStream(plain);
      };
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private boolean fill() throws IOException {
    if (at < end) {
      return true;
    }
    int n = (int) Math.min(chunk.length, length - next);
    if (n <= 0) {
      return false;
    }
    reader.read(next, chunk, 0, n);
    next += n;
    at = 0;
    end = n;
    return true;
  }

  @Override
  public int read() throws IOException {
    return fill() ? chunk[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] out, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int n = Math.min(count, end - at);
    System.arraycopy(chunk, at, out, offset, n);
    at += n;
    return n;
  }

  @Override
  public int available() {
    return end - at + (int) Math.min(Integer.MAX_VALUE - CHUNK, length - next);
  }

  @Override
  public void close() {
    reader.close();
  }
}

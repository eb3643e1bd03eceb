package dev.arrowmill.arrow.file;

import java.io.IOException;

/** Reads parts of one file, which stays open until this is closed. Thread-safe. */
public interface RangeReader extends AutoCloseable {
  /** The file's size in bytes. */
  long length() throws IOException;

  /**
   * Reads exactly {@code count} bytes from {@code position} on into {@code out[offset...]}.
   *
   * @throws IOException also where the file ends before them
   */
  void read(long position, byte[] out, int offset, int count) throws IOException;

  /** Exactly {@code count} bytes from {@code position} on. */
  default byte[] read(long position, int count) throws IOException {
    byte[] out = new byte[count];
    read(position, out, 0, count);
    return out;
  }

  /** Closes the file; a second call does nothing. */
  @Override
  void close();
}

package dev.arrowmill.arrow.parquet;

import java.io.IOException;

/** Reads parts of one file. */
public interface RangeReader {
  /** The file's size in bytes. */
  long length() throws IOException;

  /** Exactly {@code count} bytes from {@code position} on. */
  byte[] read(long position, int count) throws IOException;
}

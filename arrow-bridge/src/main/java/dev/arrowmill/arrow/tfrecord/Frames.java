package dev.arrowmill.arrow.tfrecord;

import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.file.InputFile;
import dev.arrowmill.arrow.file.Packing;
import dev.arrowmill.arrow.file.RangeStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** The records of one file, both checksums checked. */
final class Frames implements AutoCloseable {
  private static final int MASK = 0xa282ead8;
  private static final int GROWTH = 1 << 16;

  private final InputFile file;
  private final InputStream in;
  private final byte[] header = new byte[12];
  private byte[] bytes = new byte[GROWTH];
  private int length;
  private long number = -1;

  Frames(InputFile file, Packing packing) {
    this.file = file;
    try {
      this.in = RangeStream.open(file, packing);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private TableFormatException unreadable(IOException e) {
    return new TableFormatException(
        file.path(), "record " + number + ": cannot be read (" + e + ")", "check the file", e);
  }

  TableFormatException wrong(String problem, String fix) {
    return new TableFormatException(file.path(), "record " + number + ": " + problem, fix);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** CRC-32C, rotated and shifted by a constant, as TensorFlow stores it. */
  static int maskedCrc(byte[] bytes, int start, int count) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, start, count);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  /** Goes to the next record; false at the end of the file. */
  boolean next() {
    try {
      number++;
      int n = in.readNBytes(header, 0, header.length);
      if (n == 0) {
        return false;
      }
      ByteBuffer head = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
      if (n < header.length) {
        throw wrong("is cut short in its length", "write the file again");
      }
      if (head.getInt(8) != maskedCrc(header, 0, 8)) {
        throw wrong(
            "the checksum of its length is wrong", "check that this is a TFRecord file, whole");
      }
      long size = head.getLong(0);
      if (size < 0 || size > Integer.MAX_VALUE - 16) {
        throw wrong("is said to be " + size + " bytes", "write the file again");
      }
      body((int) size);
      return true;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Memory grows with what is really there, not with what is said. */
  private void body(int size) throws IOException {
    int total = size + 4;
    int have = 0;
    while (have < total) {
      if (have == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(total, 2L * bytes.length));
      }
      int n = in.readNBytes(bytes, have, Math.min(total, bytes.length) - have);
      if (n == 0) {
        throw wrong("is cut short: " + have + " of " + total + " bytes", "write the file again");
      }
      have += n;
    }
    int crc = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(size);
    if (crc != maskedCrc(bytes, 0, size)) {
      throw wrong("the checksum of its bytes is wrong", "write the file again");
    }
    length = size;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}

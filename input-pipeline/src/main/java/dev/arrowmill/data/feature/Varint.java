package dev.arrowmill.data.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Longs in as few bytes as they need, seven bits each. */
final class Varint {
  private Varint() {}

  static void write(DataOutput out, long value) throws IOException {
    long v = value;
    while ((v & ~0x7FL) != 0) {
      out.writeByte((int) ((v & 0x7F) | 0x80));
      v >>>= 7;
    }
    out.writeByte((int) v);
  }

  static long read(DataInput in) throws IOException {
    long v = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = in.readByte();
      v |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return v;
      }
    }
    throw new IOException("statistics: a number has more than ten bytes");
  }
}

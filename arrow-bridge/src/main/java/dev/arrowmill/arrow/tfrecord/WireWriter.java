package dev.arrowmill.arrow.tfrecord;

import java.io.ByteArrayOutputStream;

/** A protocol buffer message under construction. Not thread-safe. */
final class WireWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void varint(long value) {
    long v = value;
    while ((v & ~0x7fL) != 0) {
      out.write((int) ((v & 0x7f) | 0x80));
      v >>>= 7;
    }
    out.write((int) v);
  }

  void fixed32(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
  }

  /** A field of bytes, which texts and messages are too. */
  void bytes(int field, byte[] value) {
    varint(((long) field << 3) | WireReader.BYTES);
    varint(value.length);
    out.write(value, 0, value.length);
  }

  void message(int field, WireWriter value) {
    bytes(field, value.toBytes());
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}

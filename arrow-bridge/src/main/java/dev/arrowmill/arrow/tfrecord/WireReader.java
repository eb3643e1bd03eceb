package dev.arrowmill.arrow.tfrecord;

/**
 * Fields of a protocol buffer message, by the wire format of "Protocol Buffers: Encoding". A length
 * that leaves the message is an {@link IllegalArgumentException}. Not thread-safe.
 */
final class WireReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  final byte[] bytes;
  private int at;
  private final int end;
  private int field;
  private int type;

  WireReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** Goes to the next field; false at the end of the message. */
  boolean next() {
    if (at == end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    if (field == 0 || tag >>> 3 > 0x1fffffff) {
      throw new IllegalArgumentException("field number " + (tag >>> 3));
    }
    return true;
  }

  int field() {
    return field;
  }

  int type() {
    return type;
  }

  boolean hasMore() {
    return at < end;
  }

  int start() {
    return at;
  }

  int end() {
    return end;
  }

  long varint() {
    long v = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      require(1);
      byte b = bytes[at++];
      v |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return v;
      }
    }
    throw new IllegalArgumentException("a number of more than ten bytes");
  }

  int fixed32() {
    require(4);
    int v =
        (bytes[at] & 0xff)
            | (bytes[at + 1] & 0xff) << 8
            | (bytes[at + 2] & 0xff) << 16
            | bytes[at + 3] << 24;
    at += 4;
    return v;
  }

  /** The bytes of the field at hand, as a message. */
  WireReader message() {
    if (type != BYTES) {
      throw new IllegalArgumentException("field " + field + " has wire type " + type);
    }
    long size = varint();
    if (size < 0 || size > end - at) {
      throw new IllegalArgumentException("a field of " + size + " bytes of " + (end - at));
    }
    WireReader m = new WireReader(bytes, at, at + (int) size);
    at += (int) size;
    return m;
  }

  /** Passes over the field at hand. */
  void skip() {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> {
        require(8);
        at += 8;
      }
      case BYTES -> message();
      case FIXED32 -> fixed32();
      default -> throw new IllegalArgumentException("wire type " + type);
    }
  }

  private void require(int count) {
    if (end - at < count) {
      throw new IllegalArgumentException("a message that is cut short");
    }
  }
}

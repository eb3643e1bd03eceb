package dev.arrowmill.arrow.parquet;

import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/**
 * Reads Thrift's compact protocol, in which Parquet footers are written. Every length is checked
 * against what is left, so that damaged bytes end in {@link Damaged}. Not thread-safe.
 */
final class ThriftReader {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int MAP = 11;
  private static final int STRUCT = 12;
  private static final int MAX_DEPTH = 64;

  private final byte[] bytes;
  private int at;
  private int depth;
  private int type;

  ThriftReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes are not what the protocol allows. */
  static final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Damaged(String message) {
      super(message);
    }
  }

  /** Calls the handler with each field's number; the handler reads the value or skips it. */
  void struct(IntConsumer field) {
    enter();
    int id = 0;
    for (int head = next(); head != 0; head = next()) {
      int delta = head >> 4;
      id = delta == 0 ? (int) i64() : id + delta;
      type = head & 15;
      field.accept(id);
    }
    depth--;
  }

  /** Calls the handler once per element; it reads the element. */
  void list(Runnable element) {
    enter();
    int head = next();
    int size = head >> 4 == 15 ? count() : head >> 4;
    for (int i = 0; i < size; i++) {
      type = head & 15;
      element.run();
    }
    depth--;
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw new Damaged("structures nested deeper than " + MAX_DEPTH);
    }
  }

  /** A boolean field, whose value lies in its type. */
  boolean bool() {
    return type == TRUE;
  }

  /** An integer of 16 to 64 bits. */
  long i64() {
    long v = varint();
    return (v >>> 1) ^ -(v & 1);
  }

  int i32() {
    return (int) i64();
  }

  int i8() {
    return (byte) next();
  }

  String string() {
    int length = count();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  /** Passes over the current value. */
  void skip() {
    skip(type);
  }

  private void skip(int kind) {
    switch (kind) {
      case TRUE, FALSE -> {}
      case BYTE -> next();
      case 4, 5, 6 -> varint();
      case DOUBLE -> advance(8);
      case BINARY -> advance(count());
      case LIST, SET -> list(this::skipElement);
      case MAP -> skipMap();
      case STRUCT -> struct(id -> skip());
      default -> throw new Damaged("unknown value type " + kind + " at byte " + at);
    }
  }

  private void skipElement() {
    if (type == TRUE || type == FALSE) {
      next();
    } else {
      skip();
    }
  }

  private void skipMap() {
    int size = count();
    if (size == 0) {
      return;
    }
    int kinds = next();
    enter();
    for (int i = 0; i < size; i++) {
      skip(kinds >> 4);
      skip(kinds & 15);
    }
    depth--;
  }

  private void advance(int n) {
    if (n > bytes.length - at) {
      throw new Damaged(
          n + " bytes announced at byte " + at + ", " + (bytes.length - at) + " left");
    }
    at += n;
  }

  private int count() {
    long n = varint();
    if (n < 0 || n > bytes.length - at) {
      throw new Damaged(
          n + " items announced at byte " + at + ", " + (bytes.length - at) + " left");
    }
    return (int) n;
  }

  private long varint() {
    long v = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = next();
      v |= (b & 0x7fL) << shift;
      if (b < 0x80) {
        return v;
      }
    }
    throw new Damaged("a number longer than 64 bits at byte " + at);
  }

  private int next() {
    if (at >= bytes.length) {
      throw new Damaged("the end came early, at byte " + at);
    }
    return bytes[at++] & 0xff;
  }
}

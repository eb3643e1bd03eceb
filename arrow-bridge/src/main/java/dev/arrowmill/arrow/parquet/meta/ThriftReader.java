package dev.arrowmill.arrow.parquet.meta;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Reads Thrift's compact protocol, in which Parquet footers are written. Every length is checked
 * against what is left, so that damaged bytes end in {@link Damaged}. Not thread-safe.
 */
final class ThriftReader {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int I16 = 4;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int MAP = 11;
  private static final int STRUCT = 12;
  private static final int MAX_DEPTH = 64;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int depth;
  private int type;

  ThriftReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.type = STRUCT;
  }

  /** Where the next byte is. */
  int position() {
    return at;
  }

  /** Calls the handler with each field's number; the handler reads the value or skips it. */
  void struct(IntConsumer field) {
    require(type == STRUCT);
    enter();
    int id = 0;
    for (int head = next(); head != 0; head = next()) {
      int delta = head >> 4;
      id = delta == 0 ? (int) zigzag() : id + delta;
      type = head & 15;
      field.accept(id);
    }
    depth--;
  }

  /** Calls the handler once per element; it reads the element. */
  void list(Runnable element) {
    require(type == LIST || type == SET);
    enter();
    int head = next();
    int size = head >> 4 == 15 ? count() : head >> 4;
    for (int i = 0; i < size; i++) {
      type = head & 15;
      element.run();
    }
    depth--;
  }

  private void require(boolean expected) {
    if (!expected) {
      throw new Damaged("a value of another type (" + type + ") than expected at byte " + at);
    }
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw new Damaged("structures nested deeper than " + MAX_DEPTH);
    }
  }

  /** A boolean field, whose value lies in its type. */
  boolean bool() {
    require(type == TRUE || type == FALSE);
    return type == TRUE;
  }

  /** A boolean element of a list, which is a byte. */
  boolean boolElement() {
    require(type == TRUE || type == FALSE);
    return next() == TRUE;
  }

  long i64() {
    require(type == I64);
    return zigzag();
  }

  private long zigzag() {
    long v = varint();
    return (v >>> 1) ^ -(v & 1);
  }

  int i32() {
    require(type == I32);
    long v = zigzag();
    require(v == (int) v);
    return (int) v;
  }

  int i8() {
    require(type == BYTE);
    return (byte) next();
  }

  String string() {
    int length = binaryLength();
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  byte[] binary() {
    int length = binaryLength();
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  private int binaryLength() {
    require(type == BINARY);
    int length = count();
    at += length;
    return length;
  }

  /** Passes over the current value. */
  void skip() {
    skip(type);
  }

  private void skip(int kind) {
    switch (kind) {
      case TRUE, FALSE -> {}
      case BYTE -> next();
      case I16, I32, I64 -> varint();
      case DOUBLE -> advance(8);
      case BINARY -> advance(count());
      case LIST, SET -> skipList(kind);
      case MAP -> skipMap();
      case STRUCT -> skipStruct();
      default -> throw new Damaged("unknown value type " + kind + " at byte " + at);
    }
  }

  private void skipList(int kind) {
    type = kind;
    list(this::skipElement);
  }

  private void skipStruct() {
    type = STRUCT;
    struct(id -> skip());
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
    if (n > end - at) {
      throw Damaged.early(n + " bytes announced at byte " + at + ", " + (end - at) + " left");
    }
    at += n;
  }

  private int count() {
    long n = varint();
    if (n < 0 || n > end - at) {
      throw Damaged.early(n + " items announced at byte " + at + ", " + (end - at) + " left");
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
    if (at >= end) {
      throw Damaged.early("the end came early, at byte " + at);
    }
    return bytes[at++] & 0xff;
  }
}

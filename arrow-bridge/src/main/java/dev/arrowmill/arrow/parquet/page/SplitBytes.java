package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;

/** BYTE_STREAM_SPLIT: the first bytes of all values, then all second bytes, and so on. */
final class SplitBytes extends Values {
  private final byte[] data;
  private final int from;
  private final int size;
  private final int stream;
  private byte[] joined = new byte[0];
  private int at;

  SplitBytes(byte[] data, int from, int end, int size) {
    if (size <= 0 || (end - from) % size != 0) {
      throw new Damaged((end - from) + " bytes split into " + size + " streams");
    }
    this.data = data;
    this.from = from;
    this.size = size;
    this.stream = (end - from) / size;
  }

  private int advance(int count) {
    if (count > stream - at) {
      throw ended();
    }
    int first = from + at;
    at += count;
    return first;
  }

  @Override
  void ints(int[] out, int count) {
    int first = advance(count);
    for (int i = 0; i < count; i++) {
      out[i] = word(first + i);
    }
  }

  private int word(int i) {
    return (data[i] & 0xff)
        | (data[i + stream] & 0xff) << 8
        | (data[i + 2 * stream] & 0xff) << 16
        | data[i + 3 * stream] << 24;
  }

  @Override
  void floats(float[] out, int count) {
    int first = advance(count);
    for (int i = 0; i < count; i++) {
      out[i] = Float.intBitsToFloat(word(first + i));
    }
  }

  private long wide(int i) {
    return (word(i) & 0xffffffffL) | (long) word(i + 4 * stream) << 32;
  }

  @Override
  void longs(long[] out, int count) {
    int first = advance(count);
    for (int i = 0; i < count; i++) {
      out[i] = wide(first + i);
    }
  }

  @Override
  void doubles(double[] out, int count) {
    int first = advance(count);
    for (int i = 0; i < count; i++) {
      out[i] = Double.longBitsToDouble(wide(first + i));
    }
  }

  @Override
  void slices(Slices out, int count) {
    int first = advance(count);
    if (joined.length < count * size) {
      joined = new byte[count * size];
    }
    byte[] to = joined;
    out.bytes = to;
    for (int i = 0; i < count; i++) {
      for (int b = 0; b < size; b++) {
        to[i * size + b] = data[first + i + b * stream];
      }
      out.starts[i] = i * size;
      out.sizes[i] = size;
    }
  }

  @Override
  void skip(int count) {
    if (count > stream - at) {
      throw ended();
    }
    at += count;
  }
}

package dev.arrowmill.arrow.parquet.page;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** PLAIN numbers: little-endian, one after the other. */
final class PlainNumbers extends Values {
  private final ByteBuffer data;
  private final int size;

  PlainNumbers(byte[] bytes, int from, int end, int size) {
    this.data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).limit(end).position(from);
    this.size = size;
  }

  private int advance(int count) {
    int bytes = count * size;
    if (bytes > data.remaining()) {
      throw ended();
    }
    return data.position() + bytes;
  }

  @Override
  void ints(int[] out, int count) {
    int next = advance(count);
    data.asIntBuffer().get(out, 0, count);
    data.position(next);
  }

  @Override
  void longs(long[] out, int count) {
    int next = advance(count);
    data.asLongBuffer().get(out, 0, count);
    data.position(next);
  }

  @Override
  void floats(float[] out, int count) {
    int next = advance(count);
    data.asFloatBuffer().get(out, 0, count);
    data.position(next);
  }

  @Override
  void doubles(double[] out, int count) {
    int next = advance(count);
    data.asDoubleBuffer().get(out, 0, count);
    data.position(next);
  }

  @Override
  void skip(int count) {
    if ((long) count * size > data.remaining()) {
      throw ended();
    }
    data.position(data.position() + count * size);
  }
}

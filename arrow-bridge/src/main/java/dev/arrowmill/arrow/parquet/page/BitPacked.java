package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;

/** The deprecated BIT_PACKED levels, which lie highest bit first. */
final class BitPacked {
  private BitPacked() {}

  static long size(int count, int width) {
    return ((long) count * width + 7) >>> 3;
  }

  /** The same levels lowest bit first, with room behind them. */
  static byte[] turn(byte[] data, int from, int count, int width) {
    long size = size(count, width);
    if (size > data.length - from) {
      throw new Damaged("levels of " + size + " bytes");
    }
    byte[] out = new byte[(int) size + BufferPool.SLACK];
    for (long i = 0; i < count; i++) {
      for (int b = 0; b < width; b++) {
        long high = i * width + b;
        int bit = data[from + (int) (high >>> 3)] >> (7 - (int) (high & 7)) & 1;
        long low = i * width + (width - 1 - b);
        out[(int) (low >>> 3)] |= (byte) (bit << (int) (low & 7));
      }
    }
    return out;
  }
}

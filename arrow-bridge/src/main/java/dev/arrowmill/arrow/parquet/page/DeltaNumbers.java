package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * DELTA_BINARY_PACKED: differences to the least difference of a block, bit-packed per miniblock.
 * The array must go on for 8 bytes behind the data.
 */
final class DeltaNumbers extends Values {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MOST_MINIBLOCKS = 1 << 16;

  private final byte[] data;
  private final int end;
  private final boolean narrow;
  private int at;
  private final int miniblocks;
  private final int miniSize;
  private final int total;
  private final int[] widths;
  private int given;
  private int mini;
  private int miniLeft;
  private long bit;
  private int width;
  private long least;
  private long value;
  private final long[] run;

  /** Reads the header; {@code narrow} where values wrap around at 32 bits. */
  DeltaNumbers(byte[] data, int from, int end, boolean narrow) {
    this.data = data;
    this.at = from;
    this.end = end;
    this.narrow = narrow;
    long block = varint();
    long parts = varint();
    if (parts < 1 || parts > MOST_MINIBLOCKS || block < 1 || block > 1 << 30) {
      throw new Damaged("delta blocks of " + block + " values in " + parts + " parts");
    }
    miniblocks = (int) parts;
    miniSize = (int) (block / parts);
    if (miniSize == 0 || miniSize % 8 != 0 || block % parts != 0) {
      throw new Damaged("delta blocks of " + block + " values in " + parts + " parts");
    }
    long count = varint();
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new Damaged(count + " delta values");
    }
    total = (int) count;
    value = zigzag();
    widths = new int[miniblocks];
    mini = miniblocks;
    run = new long[RUN];
  }

  /** How many values the header announces. */
  int total() {
    return total;
  }

  /** Where the data after the last value begins; all values must have been read. */
  int position() {
    return at;
  }

  private long varint() {
    long v = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw ended();
      }
      int b = data[at++];
      v |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return v;
      }
    }
    throw new Damaged("a delta header longer than 64 bits");
  }

  private long zigzag() {
    long v = varint();
    return (v >>> 1) ^ -(v & 1);
  }

  private void nextMiniblock() {
    if (mini == miniblocks) {
      least = zigzag();
      if (miniblocks > end - at) {
        throw ended();
      }
      for (int i = 0; i < miniblocks; i++) {
        widths[i] = data[at++] & 0xff;
      }
      mini = 0;
    }
    width = widths[mini++];
    if (width > 64) {
      throw new Damaged("deltas of " + width + " bits");
    }
    long bytes = ((long) width * miniSize) >>> 3;
    // Writers may cut the last miniblock short where its values end.
    int needed = Math.min(miniSize, total - given);
    if (((long) width * needed + 7) >>> 3 > end - at) {
      throw ended();
    }
    bit = at * 8L;
    at += (int) Math.min(bytes, end - at);
    miniLeft = miniSize;
  }

  @Override
  void longs(long[] out, int count) {
    if (count > total - given) {
      throw ended();
    }
    int i = 0;
    if (given == 0 && count > 0) {
      out[i++] = value;
      given++;
    }
    while (i < count) {
      if (miniLeft == 0) {
        nextMiniblock();
      }
      int n = Math.min(miniLeft, count - i);
      sum(out, i, n);
      i += n;
      given += n;
      miniLeft -= n;
    }
  }

  private void sum(long[] out, int offset, int n) {
    long v = value;
    for (int k = offset; k < offset + n; k++) {
      long next = v + least + delta();
      v = narrow ? (int) next : next;
      out[k] = v;
    }
    value = v;
  }

  private long delta() {
    if (width == 0) {
      return 0;
    }
    int from = (int) (bit >>> 3);
    int shift = (int) (bit & 7);
    long d = (long) LONG.get(data, from) >>> shift;
    if (shift + width > 64) {
      d |= (data[from + 8] & 0xffL) << (64 - shift);
    }
    bit += width;
    return width == 64 ? d : d & ((1L << width) - 1);
  }

  @Override
  void ints(int[] out, int count) {
    longs(run, count);
    for (int i = 0; i < count; i++) {
      out[i] = (int) run[i];
    }
  }

  @Override
  void skip(int count) {
    skipBy(count, n -> longs(run, n));
  }
}

package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.parquet.meta.Damaged;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Parquet's mixture of runs and bit-packed groups: levels, dictionary ids and booleans. The array
 * must go on for 8 bytes behind the data. Not thread-safe.
 */
final class HybridReader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_WIDTH = 32;

  private final byte[] data;
  private final int end;
  private final int width;
  private int at;
  private int left;
  private boolean packed;
  private int value;
  private long bit;

  HybridReader(byte[] data, int from, int end, int width) {
    if (width < 0 || width > MAX_WIDTH) {
      throw new Damaged("numbers of " + width + " bits");
    }
    this.data = data;
    this.at = from;
    this.end = end;
    this.width = width;
  }

  /** A reader at the same place. */
  HybridReader copy() {
    HybridReader r = new HybridReader(data, at, end, width);
    r.moveTo(this);
    return r;
  }

  /** Goes to where another reader of the same data is. */
  void moveTo(HybridReader other) {
    at = other.at;
    left = other.left;
    packed = other.packed;
    value = other.value;
    bit = other.bit;
  }

  /** One bit-packed group of {@code count} values without a header. */
  static HybridReader packed(byte[] data, int from, int end, int width, int count) {
    HybridReader r = new HybridReader(data, from, end, width);
    r.packed = true;
    r.left = (int) Math.min(count, width == 0 ? count : (end - from) * 8L / width);
    r.bit = from * 8L;
    r.at = end;
    return r;
  }

  /** How many of the next values are equal by a run; 0 where they are bit-packed. */
  int run() {
    while (left == 0) {
      next();
    }
    return packed ? 0 : left;
  }

  /** The value of the run. */
  int runValue() {
    return value;
  }

  private void next() {
    long header = varint();
    long count = header >>> 1;
    packed = (header & 1) == 1;
    if (packed) {
      bit = at * 8L;
      long bytes = count * width;
      long there = Math.min(bytes, end - at);
      // The last group may be cut short: what is there counts.
      count = width == 0 ? count * 8 : Math.min(count * 8, there * 8 / width);
      at += (int) there;
      if (count == 0 && bytes > 0) {
        throw ended();
      }
    } else {
      value = constant();
    }
    left = (int) Math.min(Integer.MAX_VALUE, count);
  }

  private int constant() {
    int bytes = (width + 7) >> 3;
    if (bytes > end - at) {
      throw ended();
    }
    int v = 0;
    for (int i = 0; i < bytes; i++) {
      v |= (data[at++] & 0xff) << (8 * i);
    }
    if (width < MAX_WIDTH && v >>> width != 0) {
      throw new Damaged("a run of " + (v & 0xffffffffL) + " in " + width + " bits");
    }
    return v;
  }

  private long varint() {
    long v = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (at >= end) {
        throw ended();
      }
      int b = data[at++];
      v |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return v;
      }
    }
    throw new Damaged("a run header longer than 32 bits");
  }

  private static Damaged ended() {
    return new Damaged("runs end before the values do");
  }

  void read(int[] out, int offset, int count) {
    int done = 0;
    while (done < count) {
      while (left == 0) {
        next();
      }
      int n = Math.min(left, count - done);
      if (packed) {
        unpack(data, bit, width, out, offset + done, n);
        bit += (long) n * width;
      } else {
        Arrays.fill(out, offset + done, offset + done + n, value);
      }
      left -= n;
      done += n;
    }
  }

  void skip(int count) {
    int done = 0;
    while (done < count) {
      while (left == 0) {
        next();
      }
      int n = Math.min(left, count - done);
      bit += packed ? (long) n * width : 0;
      left -= n;
      done += n;
    }
  }

  /** Looks ids up; values go to {@code out[at]}, each next one {@code stride} further. */
  void lookup(int[] values, int[] out, int at, int stride, int count) {
    int done = 0;
    while (done < count) {
      while (left == 0) {
        next();
      }
      int n = Math.min(left, count - done);
      int to = at + done * stride;
      if (packed && width > 0) {
        IntLookup.copy(data, bit, width, values, out, to, stride, n);
        bit += (long) n * width;
      } else {
        int v = values[packed ? 0 : value];
        for (int i = 0; i < n; i++, to += stride) {
          out[to] = v;
        }
      }
      left -= n;
      done += n;
    }
  }

  /** Looks ids up; values go to {@code out[at]}, each next one {@code stride} further. */
  void lookup(float[] values, float[] out, int at, int stride, int count) {
    int done = 0;
    while (done < count) {
      while (left == 0) {
        next();
      }
      int n = Math.min(left, count - done);
      int to = at + done * stride;
      if (packed && width > 0) {
        FloatLookup.copy(data, bit, width, values, out, to, stride, n);
        bit += (long) n * width;
      } else {
        float v = values[packed ? 0 : value];
        for (int i = 0; i < n; i++, to += stride) {
          out[to] = v;
        }
      }
      left -= n;
      done += n;
    }
  }

  /**
   * Unpacks numbers that lie one after the other, lowest bit first, from a bit position on. One
   * word is loaded for as many numbers as surely lie in it.
   */
  static void unpack(byte[] data, long bit, int width, int[] out, int offset, int count) {
    if (width == 0) {
      Arrays.fill(out, offset, offset + count, 0);
    } else if (width <= 7) {
      unpack8(data, bit, width, out, offset, count);
    } else if (width <= 14) {
      unpack4(data, bit, width, out, offset, count);
    } else if (width <= 28) {
      unpack2(data, bit, width, out, offset, count);
    } else {
      unpack1(data, bit, width, out, offset, count);
    }
  }

  private static void unpack8(byte[] data, long bit, int w, int[] out, int offset, int count) {
    int mask = (1 << w) - 1;
    int shift = (int) (bit & 7);
    int from = (int) (bit >>> 3);
    int i = offset;
    int last = offset + (count & -8);
    for (; i < last; i += 8, from += w) {
      long v = (long) LONG.get(data, from) >>> shift;
      out[i] = (int) v & mask;
      out[i + 1] = (int) (v >>> w) & mask;
      out[i + 2] = (int) (v >>> (2 * w)) & mask;
      out[i + 3] = (int) (v >>> (3 * w)) & mask;
      out[i + 4] = (int) (v >>> (4 * w)) & mask;
      out[i + 5] = (int) (v >>> (5 * w)) & mask;
      out[i + 6] = (int) (v >>> (6 * w)) & mask;
      out[i + 7] = (int) (v >>> (7 * w)) & mask;
    }
    unpack1(data, bit + (long) (count & -8) * w, w, out, last, count & 7);
  }

  private static void unpack4(byte[] data, long bit, int w, int[] out, int offset, int count) {
    int mask = (1 << w) - 1;
    int shift = (int) (bit & 7);
    int from = (int) (bit >>> 3);
    int half = shift + 4 * w;
    int second = half >>> 3;
    int secondShift = half & 7;
    int i = offset;
    int last = offset + (count & -8);
    for (; i < last; i += 8, from += w) {
      long v = (long) LONG.get(data, from) >>> shift;
      long u = (long) LONG.get(data, from + second) >>> secondShift;
      out[i] = (int) v & mask;
      out[i + 1] = (int) (v >>> w) & mask;
      out[i + 2] = (int) (v >>> (2 * w)) & mask;
      out[i + 3] = (int) (v >>> (3 * w)) & mask;
      out[i + 4] = (int) u & mask;
      out[i + 5] = (int) (u >>> w) & mask;
      out[i + 6] = (int) (u >>> (2 * w)) & mask;
      out[i + 7] = (int) (u >>> (3 * w)) & mask;
    }
    unpack1(data, bit + (long) (count & -8) * w, w, out, last, count & 7);
  }

  private static void unpack2(byte[] data, long bit, int w, int[] out, int offset, int count) {
    int mask = (1 << w) - 1;
    int i = offset;
    int last = offset + (count & -2);
    for (; i < last; i += 2, bit += 2 * w) {
      long v = (long) LONG.get(data, (int) (bit >>> 3)) >>> (bit & 7);
      out[i] = (int) v & mask;
      out[i + 1] = (int) (v >>> w) & mask;
    }
    unpack1(data, bit, w, out, last, count & 1);
  }

  private static void unpack1(byte[] data, long bit, int w, int[] out, int offset, int count) {
    long mask = (1L << w) - 1;
    for (int i = offset; i < offset + count; i++, bit += w) {
      out[i] = (int) ((long) LONG.get(data, (int) (bit >>> 3)) >>> (bit & 7) & mask);
    }
  }
}

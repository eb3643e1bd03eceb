package dev.arrowmill.arrow.parquet.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bit-packed dictionary ids looked up and stored in one pass, without a place in between. One word
 * is loaded for as many ids as surely lie in it; the array must go on for 8 bytes behind the data.
 */
final class IntLookup {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private IntLookup() {}

  /**
   * Looks up {@code count} ids.
   *
   * @param bit where the first id begins
   * @param w bits of an id, 1 to 32
   * @param at where the first value goes, each next one {@code stride} further
   * @throws ArrayIndexOutOfBoundsException if an id is outside the dictionary
   */
  static void copy(
      byte[] data, long bit, int w, int[] values, int[] out, int at, int stride, int count) {
    int whole = w <= 28 ? count & -8 : 0;
    if (w <= 7) {
      by8(data, bit, w, values, out, at, stride, whole);
    } else if (w <= 14) {
      by4(data, bit, w, values, out, at, stride, whole);
    } else if (w <= 28) {
      by2(data, bit, w, values, out, at, stride, whole);
    }
    by1(data, bit + (long) whole * w, w, values, out, at + whole * stride, stride, count - whole);
  }

  private static void by8(
      byte[] data, long bit, int w, int[] values, int[] out, int at, int stride, int count) {
    int mask = (1 << w) - 1;
    int shift = (int) (bit & 7);
    int from = (int) (bit >>> 3);
    int to = at;
    for (int i = 0; i < count; i += 8, from += w, to += 8 * stride) {
      long v = (long) LONG.get(data, from) >>> shift;
      out[to] = values[(int) v & mask];
      out[to + stride] = values[(int) (v >>> w) & mask];
      out[to + 2 * stride] = values[(int) (v >>> (2 * w)) & mask];
      out[to + 3 * stride] = values[(int) (v >>> (3 * w)) & mask];
      out[to + 4 * stride] = values[(int) (v >>> (4 * w)) & mask];
      out[to + 5 * stride] = values[(int) (v >>> (5 * w)) & mask];
      out[to + 6 * stride] = values[(int) (v >>> (6 * w)) & mask];
      out[to + 7 * stride] = values[(int) (v >>> (7 * w)) & mask];
    }
  }

  private static void by4(
      byte[] data, long bit, int w, int[] values, int[] out, int at, int stride, int count) {
    int mask = (1 << w) - 1;
    int shift = (int) (bit & 7);
    int from = (int) (bit >>> 3);
    int half = shift + 4 * w;
    int second = half >>> 3;
    int secondShift = half & 7;
    int to = at;
    for (int i = 0; i < count; i += 8, from += w, to += 8 * stride) {
      long v = (long) LONG.get(data, from) >>> shift;
      long u = (long) LONG.get(data, from + second) >>> secondShift;
      out[to] = values[(int) v & mask];
      out[to + stride] = values[(int) (v >>> w) & mask];
      out[to + 2 * stride] = values[(int) (v >>> (2 * w)) & mask];
      out[to + 3 * stride] = values[(int) (v >>> (3 * w)) & mask];
      out[to + 4 * stride] = values[(int) u & mask];
      out[to + 5 * stride] = values[(int) (u >>> w) & mask];
      out[to + 6 * stride] = values[(int) (u >>> (2 * w)) & mask];
      out[to + 7 * stride] = values[(int) (u >>> (3 * w)) & mask];
    }
  }

  private static void by2(
      byte[] data, long bit, int w, int[] values, int[] out, int at, int stride, int count) {
    int mask = (1 << w) - 1;
    int to = at;
    for (int i = 0; i < count; i += 2, bit += 2 * w, to += 2 * stride) {
      long v = (long) LONG.get(data, (int) (bit >>> 3)) >>> (bit & 7);
      out[to] = values[(int) v & mask];
      out[to + stride] = values[(int) (v >>> w) & mask];
    }
  }

  private static void by1(
      byte[] data, long bit, int w, int[] values, int[] out, int at, int stride, int count) {
    long mask = (1L << w) - 1;
    int to = at;
    for (int i = 0; i < count; i++, bit += w, to += stride) {
      long v = (long) LONG.get(data, (int) (bit >>> 3)) >>> (bit & 7);
      out[to] = values[(int) (v & mask)];
    }
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import java.util.Arrays;

/** Stable orders of lines of elements; NaN counts as larger than any number. */
final class Sorting {
  private Sorting() {}

  /**
   * The order of n elements, as indices in 0..n.
   *
   * @param from index of the first element in the array
   * @param step from one element to the next
   */
  static int[] order(Tensor x, int from, int step, int n, boolean descending) {
    return x.dtype().bytes() == 8
        ? merged(x, from, step, n, descending)
        : packed(x, from, step, n, descending);
  }

  /** Types of up to 32 bits: a key and the index in one long, so that equals keep their order. */
  private static int[] packed(Tensor x, int from, int step, int n, boolean descending) {
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      long key = key(x, from + i * step);
      keys[i] = (descending ? ~key : key) << 32 | i;
    }
    Arrays.sort(keys);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }

  /** A number that orders as the element does; -0 and +0 are equal. */
  private static int key(Tensor x, int i) {
    if (!x.dtype().isFloat()) {
      return (int) Values.longAt(x, i);
    }
    float v = (float) Values.at(x, i);
    int bits = Float.floatToIntBits(v == 0 ? 0f : v);
    return bits < 0 ? bits ^ 0x7fffffff : bits;
  }

  /** Types of 64 bits: merging runs of doubling length. */
  private static int[] merged(Tensor x, int from, int step, int n, boolean descending) {
    boolean real = x.dtype().isFloat();
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      long key = real ? key(Values.at(x, from + i * step)) : Values.longAt(x, from + i * step);
      keys[i] = descending ? ~key : key;
    }
    int[] a = new int[n];
    Arrays.setAll(a, i -> i);
    int[] b = new int[n];
    for (int run = 1; run < n; run *= 2) {
      for (int lo = 0; lo < n; lo += 2 * run) {
        merge(keys, a, b, lo, Math.min(lo + run, n), Math.min(lo + 2 * run, n));
      }
      int[] t = a;
      a = b;
      b = t;
    }
    return a;
  }

  private static long key(double v) {
    long bits = Double.doubleToLongBits(v == 0 ? 0.0 : v);
    return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
  }

  private static void merge(long[] keys, int[] from, int[] to, int lo, int mid, int hi) {
    int i = lo;
    int j = mid;
    for (int k = lo; k < hi; k++) {
      boolean left = i < mid && (j >= hi || keys[from[i]] <= keys[from[j]]);
      to[k] = left ? from[i++] : from[j++];
    }
  }
}

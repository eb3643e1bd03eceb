package dev.arrowmill.data.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * About how often each 64-bit hash was added. The counters are sums, so that any order and grouping
 * gives the same. Not thread-safe.
 *
 * <p>Source: Cormode, Muthukrishnan, "An Improved Data Stream Summary: The Count-Min Sketch"
 * (2005); Deng, Rafiei, "New Estimation Algorithms for Streaming Data: Count-min Can Do More"
 * (2007), for taking the expected noise off.
 */
final class CountMin {
  private static final int DEPTH = 4;
  private static final int BITS = 14;
  private static final int WIDTH = 1 << BITS;

  private final long[] counters = new long[DEPTH * WIDTH];
  private long total;

  void add(long hash, long times) {
    for (int d = 0; d < DEPTH; d++) {
      counters[cell(hash, d)] += times;
    }
    total += times;
  }

  private static int cell(long hash, int row) {
    return row * WIDTH + (int) (hash >>> (row * BITS) & (WIDTH - 1));
  }

  /** The median over rows of the counter less its expected noise; between 0 and the counter. */
  long estimate(long hash) {
    double[] clean = new double[DEPTH];
    long least = Long.MAX_VALUE;
    for (int d = 0; d < DEPTH; d++) {
      long count = counters[cell(hash, d)];
      least = Math.min(least, count);
      clean[d] = count - (double) (total - count) / (WIDTH - 1);
    }
    Arrays.sort(clean);
    double median = (clean[DEPTH / 2 - 1] + clean[DEPTH / 2]) / 2;
    return Math.min(least, Math.max(0, Math.round(median)));
  }

  void merge(CountMin other) {
    for (int i = 0; i < counters.length; i++) {
      counters[i] += other.counters[i];
    }
    total += other.total;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(total);
    for (long c : counters) {
      Varint.write(out, c);
    }
  }

  static CountMin read(DataInput in) throws IOException {
    CountMin c = new CountMin();
    c.total = in.readLong();
    for (int i = 0; i < c.counters.length; i++) {
      c.counters[i] = Varint.read(in);
    }
    return c;
  }
}

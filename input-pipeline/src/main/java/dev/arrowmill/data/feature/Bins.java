package dev.arrowmill.data.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/** Bin edges from sorted values. */
final class Bins {
  private Bins() {}

  /**
   * At most {@code bins + 1} ascending, distinct edges from the smallest to the largest value: all
   * distinct values if they are few, otherwise edges with about equally many values between them. A
   * value so frequent that it would fill a bin alone becomes an edge itself, and the remaining
   * edges are shared out among the remaining values, so that a column with nine zeros in ten keeps
   * its resolution for the tenth.
   *
   * @param sorted ascending values, at least one
   */
  static double[] edges(double[] sorted, int bins) {
    double[] values = new double[sorted.length];
    int[] counts = new int[sorted.length];
    int distinct = 0;
    for (double v : sorted) {
      if (distinct == 0 || values[distinct - 1] != v) {
        values[distinct++] = v;
      }
      counts[distinct - 1]++;
    }
    values = Arrays.copyOf(values, distinct);
    if (distinct <= bins + 1) {
      return values;
    }
    boolean[] spike = new boolean[distinct];
    double mass = shareOutSpikes(counts, distinct, spike, sorted.length, bins);
    List<Double> edges = new ArrayList<>();
    edges.add(values[0]);
    double filled = 0;
    for (int i = 0; i < distinct - 1; i++) {
      filled += spike[i] ? 0 : counts[i];
      if (spike[i] || filled >= mass) {
        if (values[i] > edges.get(edges.size() - 1)) {
          edges.add(values[i]);
        }
        filled = spike[i] ? filled : 0;
      }
    }
    edges.add(values[distinct - 1]);
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Marks the spikes and returns how many of the other values go into a bin. */
  private static double shareOutSpikes(
      int[] counts, int distinct, boolean[] spike, int total, int bins) {
    double rest = total;
    int left = bins;
    boolean changed = true;
    while (changed && left > 1) {
      changed = false;
      double mass = rest / left;
      for (int i = 0; i < distinct && left > 1; i++) {
        if (!spike[i] && counts[i] >= mass) {
          spike[i] = true;
          rest -= counts[i];
          left--;
          changed = true;
        }
      }
    }
    return Math.max(1, rest / left);
  }

  /** Maps edges to another scale and drops those that fall together there. */
  static List<Float> map(double[] edges, DoubleFunction<Float> scale) {
    List<Float> mapped = new ArrayList<>();
    for (double e : edges) {
      float m = scale.apply(e);
      if (mapped.isEmpty() || m > mapped.get(mapped.size() - 1)) {
        mapped.add(m);
      }
    }
    return mapped;
  }

  static int firstAtLeast(double[] sorted, double value) {
    int lo = 0;
    int hi = sorted.length;
    while (lo < hi) {
      int mid = (lo + hi) >>> 1;
      if (sorted[mid] < value) {
        lo = mid + 1;
      } else {
        hi = mid;
      }
    }
    return lo;
  }

  static int firstAbove(double[] sorted, double value) {
    int i = firstAtLeast(sorted, value);
    while (i < sorted.length && sorted[i] == value) {
      i++;
    }
    return i;
  }
}

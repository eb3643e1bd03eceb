package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** How much of the label one column explains by itself, on rows that were not used to fit. */
final class Predictive {
  private static final int MOST_ROWS = 1 << 14;
  private static final int BINS = 64;

  private Predictive() {}

  /**
   * The share of the outcomes' variance that is explained, at most 1: a tree's bins (numbers) or
   * levels (anything else) are averaged on one half of the sampled rows and tried on the other,
   * both ways round.
   */
  static double share(Sample sample, String column, Outcomes outcomes) {
    int n = Math.min(MOST_ROWS, sample.size());
    int[] groups = groups(sample, column, outcomes, n);
    double wrong = 0;
    double total = 0;
    int outputs = outcomes.values()[0].length;
    double[] overall = mean(outcomes, n, outputs);
    for (int half = 0; half < 2; half++) {
      Map<Integer, double[]> means = means(groups, outcomes, n, half, outputs);
      for (int r = 0; r < n; r++) {
        double[] y = outcomes.values()[r];
        if ((r & 1) == half || Double.isNaN(y[0])) {
          continue;
        }
        double[] guess = means.getOrDefault(groups[r], overall);
        for (int k = 0; k < outputs; k++) {
          wrong += (y[k] - guess[k]) * (y[k] - guess[k]);
          total += (y[k] - overall[k]) * (y[k] - overall[k]);
        }
      }
    }
    return total == 0 ? 0 : 1 - wrong / total;
  }

  private static int[] groups(Sample sample, String column, Outcomes outcomes, int n) {
    Column c = sample.column(column);
    int[] groups = new int[n];
    if (c.type() == ColumnType.STRING || c.type().isList()) {
      Map<Long, Integer> ids = new HashMap<>();
      for (int r = 0; r < n; r++) {
        long cell = RowHash.cell(c, r);
        Integer id = ids.putIfAbsent(cell, ids.size());
        groups[r] = id == null ? ids.size() - 1 : id;
      }
      return groups;
    }
    double[] values = Arrays.copyOf(sample.numbers(column), n);
    double[][] outputs = Arrays.copyOf(outcomes.values(), n);
    double[] edges = TreeBins.edges(values, outputs, BINS, Math.max(5, n / 1000));
    for (int r = 0; r < n; r++) {
      int at = Double.isNaN(values[r]) ? -2 : Arrays.binarySearch(edges, values[r]);
      groups[r] = at == -2 && Double.isNaN(values[r]) ? -1 : at >= 0 ? at : -at - 2;
    }
    return groups;
  }

  private static double[] mean(Outcomes outcomes, int n, int outputs) {
    double[] sum = new double[outputs];
    int rows = 0;
    for (int r = 0; r < n; r++) {
      double[] y = outcomes.values()[r];
      if (!Double.isNaN(y[0])) {
        rows++;
        add(sum, y);
      }
    }
    return scaled(sum, Math.max(1, rows));
  }

  private static Map<Integer, double[]> means(
      int[] groups, Outcomes outcomes, int n, int half, int outputs) {
    Map<Integer, double[]> sums = new HashMap<>();
    Map<Integer, Integer> counts = new HashMap<>();
    for (int r = half; r < n; r += 2) {
      double[] y = outcomes.values()[r];
      if (!Double.isNaN(y[0])) {
        add(sums.computeIfAbsent(groups[r], g -> new double[outputs]), y);
        counts.merge(groups[r], 1, Integer::sum);
      }
    }
    sums.replaceAll((g, s) -> scaled(s, counts.getOrDefault(g, 1)));
    return sums;
  }

  private static void add(double[] to, double[] values) {
    for (int k = 0; k < to.length; k++) {
      to[k] += values[k];
    }
  }

  private static double[] scaled(double[] sums, double by) {
    return Arrays.stream(sums).map(s -> s / by).toArray();
  }
}

package dev.arrowmill.data.feature;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Splits of a regression tree over one number, grown best first by the decrease of the outputs'
 * summed variance; for class indicators that is the Gini impurity.
 *
 * <p>Source: Gorishniy, Rubachev, Babenko, "On Embeddings for Numerical Features in Tabular Deep
 * Learning" (2022), section 3.2.2, for the use as bins; Breiman et al., "Classification and
 * Regression Trees" (1984), for the splits.
 */
public final class TreeBins {
  private final double[] x;
  /* Sums of the outputs of the first i rows, per output; and of their squares over all outputs. */
  private final double[][] sums;
  private final double[] squares;
  private final int minLeaf;

  private TreeBins(double[] x, double[][] y, int minLeaf) {
    this.x = x;
    this.minLeaf = minLeaf;
    int outputs = y.length == 0 ? 0 : y[0].length;
    sums = new double[outputs][x.length + 1];
    squares = new double[x.length + 1];
    for (int i = 0; i < x.length; i++) {
      double square = 0;
      for (int k = 0; k < outputs; k++) {
        sums[k][i + 1] = sums[k][i] + y[i][k];
        square += y[i][k] * y[i][k];
      }
      squares[i + 1] = squares[i] + square;
    }
  }

  /** A leaf over rows [from, to) with its best split, before row {@code at}. */
  private record Leaf(int from, int to, int at, double gain) {}

  /**
   * Ascending edges: the smallest value, the splits, the largest value.
   *
   * @param values one per row; rows with NaN in value or outputs are left out
   * @param outputs {@code [row][output]}
   * @param bins at most so many
   * @param minLeaf rows that a bin holds at least
   * @return at least one edge, empty only if no row is left
   */
  public static double[] edges(double[] values, double[][] outputs, int bins, int minLeaf) {
    Integer[] order = order(values, outputs);
    if (order.length == 0) {
      return new double[0];
    }
    double[] x = new double[order.length];
    double[][] y = new double[order.length][];
    for (int i = 0; i < x.length; i++) {
      x[i] = values[order[i]] + 0.0;
      y[i] = outputs[order[i]];
    }
    return new TreeBins(x, y, Math.max(1, minLeaf)).grow(bins);
  }

  private static Integer[] order(double[] values, double[][] outputs) {
    Integer[] all = new Integer[values.length];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i]) && !Double.isNaN(outputs[i][0])) {
        all[n++] = i;
      }
    }
    Integer[] order = Arrays.copyOf(all, n);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    return order;
  }

  private double[] grow(int bins) {
    PriorityQueue<Leaf> open =
        new PriorityQueue<>(
            Comparator.comparingDouble((Leaf l) -> -l.gain).thenComparingInt(Leaf::from));
    offer(open, best(0, x.length));
    double[] splits = new double[Math.max(0, bins - 1)];
    int n = 0;
    while (n < splits.length && !open.isEmpty()) {
      Leaf leaf = open.remove();
      splits[n++] = middle(x[leaf.at - 1], x[leaf.at]);
      offer(open, best(leaf.from, leaf.at));
      offer(open, best(leaf.at, leaf.to));
    }
    double[] edges = Arrays.copyOf(splits, n + 2);
    edges[n] = x[0];
    edges[n + 1] = x[x.length - 1];
    return Arrays.stream(edges).sorted().distinct().toArray();
  }

  private static double middle(double a, double b) {
    double m = a / 2 + b / 2;
    return m > a && m <= b ? m : b;
  }

  private static void offer(PriorityQueue<Leaf> open, @Nullable Leaf leaf) {
    if (leaf != null) {
      open.add(leaf);
    }
  }

  private @Nullable Leaf best(int from, int to) {
    double whole = impurity(from, to);
    double most = 1e-12 * (1 + Math.abs(squares[x.length]));
    int at = -1;
    for (int i = from + minLeaf; i <= to - minLeaf; i++) {
      if (x[i - 1] < x[i]) {
        double gain = whole - impurity(from, i) - impurity(i, to);
        if (gain > most) {
          most = gain;
          at = i;
        }
      }
    }
    return at < 0 ? null : new Leaf(from, to, at, most);
  }

  /** Sum over outputs of the squared distances to their mean. */
  private double impurity(int from, int to) {
    double sum = squares[to] - squares[from];
    for (double[] s : sums) {
      double d = s[to] - s[from];
      sum -= d * d / (to - from);
    }
    return sum;
  }
}

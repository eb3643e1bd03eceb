package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.data.feature.Numbers.Binning;
import dev.arrowmill.data.feature.Numbers.Edges;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fits what reads a column as a quantity. */
final class NumberFitter {
  private final FeatureSpec spec;
  private final FeatureStats stats;
  private final Sample sample;

  NumberFitter(FeatureSpec spec, FeatureStats stats, Sample sample) {
    this.spec = spec;
    this.stats = stats;
    this.sample = sample;
  }

  Transform fit(Numbers numbers, ColumnStats column, String name) {
    double[] sorted = stats.sorted(column.name());
    if (numbers.binning() != Binning.NONE) {
      return bins(numbers, column, name, sorted);
    }
    double[] edges = edges(numbers, column, sorted);
    List<Step> steps =
        Scaling.fit(
            numbers,
            new Scaling.Seen(sorted, column.min(), column.max(), column.mean(), column.std()),
            edges.length);
    boolean missing =
        (column.nulls() > 0 && numbers.nulls() == OnMissing.KEEP)
            || (column.nans() > 0 && numbers.nans() == OnMissing.KEEP);
    return new ScaledNumber(
        List.of(column.field()),
        numbers.nulls(),
        numbers.nans(),
        fill(numbers, column, sorted),
        numbers.flagged(),
        steps,
        feature(name, missing, edges, steps));
  }

  static NumericFeature feature(String name, boolean missing, double[] edges, List<Step> steps) {
    return new NumericFeature(name, missing, Bins.map(edges, x -> (float) Step.map(steps, x)));
  }

  /** A number that is computed from columns, in what training saw of it. */
  NumericFeature computed(String name, double[] values, List<Step> steps) {
    double[] sorted = Sample.sorted(values);
    double[] edges = sorted.length == 0 ? new double[] {0} : Bins.edges(sorted, spec.bins());
    steps.addAll(Scaling.fit(Numbers.AUTO, Scaling.Seen.of(sorted), edges.length));
    return feature(name, sorted.length < values.length, edges, steps);
  }

  private double[] edges(Numbers numbers, ColumnStats column, double[] sorted) {
    int bins = numbers.bins() == 0 ? spec.bins() : numbers.bins();
    boolean tree =
        numbers.edges() == Edges.TREE || (numbers.edges() == Edges.AUTO && spec.treeEdges());
    if (tree) {
      return treeEdges(column, bins);
    }
    return sorted.length == 0
        ? new double[] {column.min(), column.max()}
        : Bins.edges(sorted, bins);
  }

  private double[] treeEdges(ColumnStats column, int bins) {
    Outcomes outcomes = sample.outcomes();
    if (outcomes == null) {
      throw new IllegalArgumentException(
          "feature spec: column "
              + column.name()
              + ": tree edges need a label with at least two values");
    }
    double[] values = sample.numbers(column.name());
    int minLeaf = Math.max(1, values.length / (bins * 8));
    double[] edges = TreeBins.edges(values, outcomes.values(), bins, minLeaf);
    return edges.length == 0 ? new double[] {column.min(), column.max()} : edges;
  }

  private BinCodes bins(Numbers numbers, ColumnStats column, String name, double[] sorted) {
    int bins = numbers.bins() == 0 ? spec.bins() : numbers.bins();
    double[] edges =
        switch (numbers.binning()) {
          case WIDTH -> widths(column.min(), column.max(), bins);
          case TREE -> treeEdges(column, bins);
          default -> sorted.length == 0 ? new double[0] : Bins.edges(sorted, bins);
        };
    double[] inner =
        edges.length <= 2 ? new double[0] : Arrays.copyOfRange(edges, 1, edges.length - 1);
    return new BinCodes(List.of(column.field()), name, inner, numbers.nulls(), numbers.nans());
  }

  private static double[] widths(double min, double max, int bins) {
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      double share = (double) i / bins;
      edges[i] = min * (1 - share) + max * share;
    }
    return Arrays.stream(edges).distinct().toArray();
  }

  private static double fill(Numbers numbers, ColumnStats column, double[] sorted) {
    return switch (numbers.impute()) {
      case NONE -> 0;
      case CONSTANT -> numbers.constant();
      case MEAN -> column.mean();
      case MEDIAN -> sorted.length == 0 ? column.mean() : sorted[(sorted.length - 1) / 2];
      case MOST_FREQUENT -> mode(column, sorted);
    };
  }

  private static double mode(ColumnStats column, double[] sorted) {
    Map<Double, Long> counts = new HashMap<>(column.numericLevels());
    if (counts.isEmpty()) {
      for (double v : sorted) {
        counts.merge(v, 1L, Long::sum);
      }
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Double, Long>comparingByValue()
                .thenComparing(Map.Entry.<Double, Long>comparingByKey().reversed()))
        .map(Map.Entry::getKey)
        .orElse(0.0);
  }

  static void require(boolean ok, ColumnField field, ColumnSpec spec) {
    if (!ok) {
      throw new IllegalArgumentException(
          "feature spec: column "
              + field.name()
              + " is "
              + field.type()
              + ", which "
              + spec.getClass().getSimpleName()
              + " cannot read");
    }
  }
}

package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import java.util.Arrays;
import java.util.List;

/**
 * Maps a number to the standard normal score of its rank in training, by linear interpolation
 * between knots; values outside the training range take the outermost score; missing stays NaN.
 */
record Quantile(
    String column, ColumnType type, double[] knots, double[] scores, NumericFeature feature)
    implements Transform {

  static Quantile of(ColumnStats stats, double[] sorted, double[] rawEdges, int maxKnots) {
    double[] knots = Bins.edges(sorted, maxKnots);
    double[] scores = new double[knots.length];
    for (int i = 0; i < knots.length; i++) {
      double below = Bins.firstAtLeast(sorted, knots[i]);
      double upTo = Bins.firstAbove(sorted, knots[i]);
      scores[i] = NormalScore.of((below + upTo) / 2 / sorted.length);
    }
    Quantile unbinned =
        new Quantile(
            stats.name(),
            stats.field().type(),
            knots,
            scores,
            new NumericFeature(stats.name(), stats.hasMissing(), List.of()));
    List<Float> edges = Bins.map(rawEdges, x -> (float) unbinned.encode(x));
    return new Quantile(
        unbinned.column,
        unbinned.type,
        knots,
        scores,
        new NumericFeature(stats.name(), stats.hasMissing(), edges));
  }

  @Override
  public List<NumericFeature> numeric() {
    return List.of(feature);
  }

  @Override
  public List<CategoricalFeature> categorical() {
    return List.of();
  }

  @Override
  public void apply(Column in, Encoded out, int numericAt, int categoricalAt) {
    float[] to = out.numeric();
    int width = out.numericWidth();
    for (int r = 0; r < out.rows(); r++) {
      to[r * width + numericAt] = in.isNull(r) ? Float.NaN : (float) encode(in.getDouble(r));
    }
  }

  double encode(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    int last = knots.length - 1;
    if (x <= knots[0]) {
      return scores[0];
    }
    if (x >= knots[last]) {
      return scores[last];
    }
    int i = Arrays.binarySearch(knots, x);
    if (i >= 0) {
      return scores[i];
    }
    int hi = -i - 1;
    double share = (x - knots[hi - 1]) / (knots[hi] - knots[hi - 1]);
    return scores[hi - 1] + share * (scores[hi] - scores[hi - 1]);
  }

  @Override
  public void toJson(ObjectNode json) {
    FeatureJson.put(json, "knots", knots);
    FeatureJson.put(json, "scores", scores);
    FeatureJson.put(json, feature);
  }

  static Quantile fromJson(String column, ColumnType type, FeatureJson json) {
    return new Quantile(
        column, type, json.numbers("knots"), json.numbers("scores"), json.numericFeature(column));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Quantile q
        && column.equals(q.column)
        && type == q.type
        && Arrays.equals(knots, q.knots)
        && Arrays.equals(scores, q.scores)
        && feature.equals(q.feature);
  }

  @Override
  public int hashCode() {
    return column.hashCode() + 31 * Arrays.hashCode(knots);
  }

  @Override
  public String toString() {
    return "Quantile[" + column + ", " + knots.length + " knots]";
  }
}

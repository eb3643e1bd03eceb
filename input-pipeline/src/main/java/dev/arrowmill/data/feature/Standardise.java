package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import java.util.List;

/** {@code (x - mean) / std}, clipped to the range seen in training; missing stays NaN. */
record Standardise(
    String column,
    ColumnType type,
    double mean,
    double std,
    double min,
    double max,
    NumericFeature feature)
    implements Transform {

  static Standardise of(ColumnStats stats, double mean, double std, double[] rawEdges) {
    double scale = std > 0 ? std : 1.0;
    List<Float> edges = Bins.map(rawEdges, x -> (float) ((x - mean) / scale));
    return new Standardise(
        stats.name(),
        stats.field().type(),
        mean,
        scale,
        stats.min(),
        stats.max(),
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

  private double encode(double x) {
    return (Math.min(Math.max(x, min), max) - mean) / std;
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("mean", mean).put("std", std).put("min", min).put("max", max);
    FeatureJson.put(json, feature);
  }

  static Standardise fromJson(String column, ColumnType type, FeatureJson json) {
    return new Standardise(
        column,
        type,
        json.number("mean"),
        json.number("std"),
        json.number("min"),
        json.number("max"),
        json.numericFeature(column));
  }
}

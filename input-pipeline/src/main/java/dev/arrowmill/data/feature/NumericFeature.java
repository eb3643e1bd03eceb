package dev.arrowmill.data.feature;

import java.util.List;

/**
 * One float of an encoded row. A missing value is NaN.
 *
 * @param name the column, with a suffix where a column gives several features
 * @param missing whether training rows had missing values
 * @param edges ascending bin edges on the encoded scale for piecewise-linear encoding, at least one
 */
public record NumericFeature(String name, boolean missing, List<Float> edges) {
  public NumericFeature {
    edges = List.copyOf(edges);
  }
}

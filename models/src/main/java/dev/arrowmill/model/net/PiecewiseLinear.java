package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.NumericFeature;
import java.util.Arrays;
import java.util.List;

/**
 * Piecewise-linear encoding of numeric features: a feature with edges {@code e0 < e1 < ...} becomes
 * {@code clamp((x - e[t]) / (e[t+1] - e[t]), 0, 1)} for every bin t, followed by the value itself,
 * and by a missing flag if training had missing values. A missing value (NaN) gives zeros and the
 * flag. Immutable and thread-safe.
 *
 * <p>Source: Gorishniy, Rubachev, Babenko, "On Embeddings for Numerical Features in Tabular Deep
 * Learning" (2022), section 3.2.
 */
public final class PiecewiseLinear implements NumberEncoding {
  private final int features;
  private final int width;
  private final int[] start;
  private final float[][] edges;
  private final float[][] scale;
  private final boolean[] flag;

  public PiecewiseLinear(List<NumericFeature> numeric) {
    features = numeric.size();
    start = new int[features];
    edges = new float[features][];
    scale = new float[features][];
    flag = new boolean[features];
    int at = 0;
    for (int f = 0; f < features; f++) {
      NumericFeature feature = numeric.get(f);
      start[f] = at;
      flag[f] = feature.missing();
      edges[f] = toArray(feature.edges());
      scale[f] = new float[Math.max(0, edges[f].length - 1)];
      for (int t = 0; t < scale[f].length; t++) {
        scale[f][t] = 1 / (edges[f][t + 1] - edges[f][t]);
      }
      at += scale[f].length + 1 + (flag[f] ? 1 : 0);
    }
    width = at;
  }

  /** The feature that each float written comes from. */
  int[] sources() {
    int[] out = new int[width];
    for (int f = 0; f < features; f++) {
      Arrays.fill(out, start[f], f + 1 < features ? start[f + 1] : width, f);
    }
    return out;
  }

  /** Bins of the first feature. */
  int bins() {
    return scale[0].length;
  }

  private static float[] toArray(List<Float> values) {
    float[] out = new float[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = values.get(i);
    }
    return out;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void encode(float[] in, int at, int rows, float[] out) {
    for (int r = 0; r < rows; r++) {
      for (int f = 0; f < features; f++) {
        encode(in[at + r * features + f], f, out, r * width + start[f]);
      }
    }
  }

  private void encode(float x, int f, float[] out, int at) {
    float[] e = edges[f];
    float[] s = scale[f];
    int bins = s.length;
    boolean missing = Float.isNaN(x);
    if (missing) {
      Arrays.fill(out, at, at + bins + 1, 0f);
    } else {
      for (int t = 0; t < bins; t++) {
        out[at + t] = Math.min(Math.max((x - e[t]) * s[t], 0f), 1f);
      }
      out[at + bins] = x;
    }
    if (flag[f]) {
      out[at + bins + 1] = missing ? 1f : 0f;
    }
  }
}

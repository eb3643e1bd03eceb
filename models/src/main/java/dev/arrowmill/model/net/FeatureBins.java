package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.NumericFeature;
import java.util.Arrays;
import java.util.List;

/**
 * The piecewise-linear encoding with the same number of floats for every feature, so that one
 * batched product reads all: the bins, zeros up to the widest feature's, the value, and, when any
 * feature had missing values in training, a missing flag. Immutable and thread-safe.
 */
final class FeatureBins implements NumberEncoding {
  private final PiecewiseLinear[] encodings;
  private final int each;
  private final boolean flags;

  FeatureBins(List<NumericFeature> numeric) {
    encodings =
        numeric.stream().map(f -> new PiecewiseLinear(List.of(f))).toArray(PiecewiseLinear[]::new);
    flags = numeric.stream().anyMatch(NumericFeature::missing);
    int bins = 0;
    for (NumericFeature f : numeric) {
      bins = Math.max(bins, f.edges().size() - 1);
    }
    each = bins + 1 + (flags ? 1 : 0);
  }

  /** Floats per feature. */
  int each() {
    return each;
  }

  /** Bins per feature, those that are always zero included. */
  int bins() {
    return each - 1 - (flags ? 1 : 0);
  }

  @Override
  public int features() {
    return encodings.length;
  }

  @Override
  public int width() {
    return encodings.length * each;
  }

  @Override
  public void encode(float[] in, int at, int rows, float[] out) {
    int bins = bins();
    int features = encodings.length;
    float[] one = new float[each + 1];
    for (int r = 0; r < rows; r++) {
      for (int f = 0; f < features; f++) {
        float x = in[at + r * features + f];
        int to = (r * features + f) * each;
        encodings[f].encode(in, at + r * features + f, 1, one);
        int own = encodings[f].bins();
        System.arraycopy(one, 0, out, to, own);
        Arrays.fill(out, to + own, to + bins, 0f);
        out[to + bins] = one[own];
        if (flags) {
          out[to + bins + 1] = Float.isNaN(x) ? 1f : 0f;
        }
      }
    }
  }
}

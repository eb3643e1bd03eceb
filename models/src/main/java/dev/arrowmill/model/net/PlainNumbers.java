package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.NumericFeature;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers as they are, 0 where missing, followed by one flag (1 = missing) for each feature that
 * had missing values in training.
 */
public final class PlainNumbers implements NumberEncoding {
  private final int features;
  private final int[] flagged;

  public PlainNumbers(List<NumericFeature> numeric) {
    features = numeric.size();
    flagged = IntStream.range(0, features).filter(f -> numeric.get(f).missing()).toArray();
  }

  /** The feature that each float written comes from. */
  int[] sources() {
    return IntStream.concat(IntStream.range(0, features), IntStream.of(flagged)).toArray();
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public int width() {
    return features + flagged.length;
  }

  @Override
  public void encode(float[] in, int at, int rows, float[] out) {
    int width = width();
    for (int r = 0; r < rows; r++) {
      int from = at + r * features;
      int to = r * width;
      for (int f = 0; f < features; f++) {
        float x = in[from + f];
        out[to + f] = Float.isNaN(x) ? 0f : x;
      }
      for (int i = 0; i < flagged.length; i++) {
        out[to + features + i] = Float.isNaN(in[from + flagged[i]]) ? 1f : 0f;
      }
    }
  }
}

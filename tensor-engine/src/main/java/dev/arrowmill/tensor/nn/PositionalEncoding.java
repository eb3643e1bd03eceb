package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import org.jspecify.annotations.Nullable;

/**
 * Adds a vector per place to [n, length, width]: sines and cosines of falling frequency (Vaswani et
 * al. 2017), or a trained table (parameter weight, [places, width]).
 */
public final class PositionalEncoding extends Layer {
  private final int width;
  private final int places;
  private final Tensor waves;
  private final @Nullable Parameter weight;

  private PositionalEncoding(int places, int width, @Nullable Rng rng) {
    if (places < 1 || width < 1) {
      throw new IllegalArgumentException(
          "PositionalEncoding: sizes must be positive, got " + places + " and " + width);
    }
    this.width = width;
    this.places = places;
    this.waves = waves(places, width);
    weight = rng == null ? null : parameter("weight", Init.normal(rng, 0.02, places, width));
  }

  /** Sines at even, cosines at odd columns, for up to so many places. */
  public static PositionalEncoding of(int places, int width) {
    return new PositionalEncoding(places, width, null);
  }

  /** A trained table. */
  public static PositionalEncoding learned(int places, int width, Rng rng) {
    return new PositionalEncoding(places, width, rng);
  }

  private static Tensor waves(int places, int width) {
    Tensor t = Tensor.zeros(DType.FLOAT64, Shape.of(places, width));
    for (int p = 0; p < places; p++) {
      for (int j = 0; j < width; j++) {
        double angle = p * StrictMath.exp(-(j / 2) * 2 * StrictMath.log(10000) / width);
        t.doubles()[p * width + j] = j % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
      }
    }
    return t;
  }

  @Override
  public Tensor forward(Tensor x) {
    if (x.rank() != 3 || x.size(2) != width || x.size(1) > places) {
      throw new IllegalArgumentException(
          "PositionalEncoding: expected [n, up to "
              + places
              + ", "
              + width
              + "], got "
              + x.shape());
    }
    Tensor table = weight == null ? waves : weight.tensor();
    return x.add(table.slice(0, 0, x.size(1)).toType(x.dtype()));
  }

  @Override
  public String toString() {
    return "PositionalEncoding(" + places + ", " + width + (weight == null ? ")" : ", learned)");
  }
}

package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.NumericFeature;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Init;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.op.Cat;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cosines and sines of each number at learned frequencies, a linear map of its own for each
 * feature, and ReLU. Missing flags follow as they are.
 *
 * <p>Source: Gorishniy, Rubachev, Babenko, "On Embeddings for Numerical Features in Tabular Deep
 * Learning" (2022), section 3.3.
 */
final class PeriodicNumbers extends Numbers implements Undecayed {
  private final int features;
  private final int flags;
  private final int each;
  private final Parameter frequencies;
  private final FeatureLinear linear;

  /**
   * @param count frequencies per feature
   * @param scale standard deviation of the initial frequencies, cut off at three of them
   * @param each numbers per feature behind the linear map
   */
  PeriodicNumbers(List<NumericFeature> numeric, int count, double scale, int each, Rng rng) {
    super(new PlainNumbers(numeric));
    this.features = numeric.size();
    this.flags = encoding().width() - features;
    this.each = each;
    Tensor start = Init.truncatedNormal(rng.fold(0), scale, -3 * scale, 3 * scale, features, count);
    this.frequencies = parameter("frequencies", start);
    this.linear = child("linear", FeatureLinear.of(features, 2 * count, each, rng.fold(1)));
  }

  @Override
  public List<Parameter> undecayed() {
    return List.of(frequencies);
  }

  @Override
  int width() {
    return features * each + flags;
  }

  @Override
  int[] sources() {
    int[] plain = ((PlainNumbers) encoding()).sources();
    return IntStream.range(0, width())
        .map(i -> i < features * each ? i / each : plain[i - features * (each - 1)])
        .toArray();
  }

  @Override
  Tensor forward(Tensor x) {
    Tensor values = x.slice(1, 0, features).unsqueeze(2);
    Tensor angles = values.mul(frequencies.tensor().mul(2 * Math.PI));
    Tensor waves = Cat.of(List.of(angles.cos(), angles.sin()), 2);
    List<Tensor> parts = new ArrayList<>();
    parts.add(linear.forward(waves).relu().reshape(-1, features * each));
    if (flags > 0) {
      parts.add(x.slice(1, features, features + flags));
    }
    return parts.size() == 1 ? parts.get(0) : Cat.of(parts, 1);
  }
}

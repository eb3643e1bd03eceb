package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.NumericFeature;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Init;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Piecewise-linear encoding, then a linear map of its own for each feature.
 *
 * <p>Sources: Gorishniy, Rubachev, Babenko, "On Embeddings for Numerical Features in Tabular Deep
 * Learning" (2022), Q-LR and T-LR, with ReLU; Gorishniy, Kotelnikov, Babenko, "TabM" (2025),
 * without ReLU, where the bins start with no weight.
 */
final class BinNumbers extends Numbers {
  private final FeatureBins bins;
  private final FeatureLinear linear;
  private final boolean relu;
  private final int width;

  private BinNumbers(FeatureBins bins, FeatureLinear linear, boolean relu, int width) {
    super(bins);
    this.bins = bins;
    this.linear = child("linear", linear);
    this.relu = relu;
    this.width = width;
  }

  static BinNumbers relu(List<NumericFeature> numeric, int width, Rng rng) {
    FeatureBins bins = new FeatureBins(numeric);
    return new BinNumbers(
        bins, FeatureLinear.of(numeric.size(), bins.each(), width, rng), true, width);
  }

  static BinNumbers linear(List<NumericFeature> numeric, int width, Rng rng) {
    FeatureBins bins = new FeatureBins(numeric);
    Tensor weight = Init.kaimingUniform(rng.fold(0), width, numeric.size(), bins.each(), width);
    float[] w = weight.floats();
    for (int f = 0; f < numeric.size(); f++) {
      int from = f * bins.each() * width;
      java.util.Arrays.fill(w, from, from + bins.bins() * width, 0f);
    }
    Tensor bias = Init.kaimingUniform(rng.fold(1), width, numeric.size(), width);
    return new BinNumbers(bins, FeatureLinear.of(weight, bias), false, width);
  }

  @Override
  int width() {
    return bins.features() * width;
  }

  @Override
  int[] sources() {
    return IntStream.range(0, width()).map(i -> i / width).toArray();
  }

  @Override
  Tensor forward(Tensor x) {
    Tensor y = linear.forward(x.reshape(-1, bins.features(), bins.each()));
    return (relu ? y.relu() : y).reshape(-1, width());
  }
}

package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.CategoricalFeature;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;

/** One side of a two-tower network: some of a row's features to a vector of length 1. */
final class Tower extends Module {
  private static final double EPS = 1e-12;

  private final Tensor numbers;
  private final Tensor codes;
  private final Categories categories;
  private final Sequential layers;
  private final boolean unit;

  /**
   * @param numeric places of prepared numbers
   * @param categorical places of codes
   */
  Tower(
      NetInput input,
      List<Integer> numeric,
      List<Integer> categorical,
      NetOptions options,
      Rng rng) {
    numbers = indices(numeric);
    codes = indices(categorical);
    unit = options.flag("normalise");
    List<CategoricalFeature> features = new ArrayList<>();
    categorical.forEach(c -> features.add(input.categorical().get(c)));
    categories =
        child(
            "categories",
            new Categories(features, options.integer("maxEmbedding", 1), rng.fold(0)));
    layers =
        child(
            "layers",
            Hidden.of(
                numeric.size() + categories.width(),
                options.integers("hidden", 1),
                options.dropout("dropout"),
                options.integer("width", 1),
                rng.fold(1)));
  }

  private static Tensor indices(List<Integer> places) {
    return Tensor.of(places.stream().mapToInt(Integer::intValue).toArray(), places.size());
  }

  /** [rows, width]. */
  Tensor forward(Tensor x, Tensor allCodes) {
    int n = numbers.numel();
    Tensor own = codes.numel() == 0 ? allCodes : allCodes.indexSelect(1, codes);
    Tensor v = layers.forward(categories.join(n, n == 0 ? x : x.indexSelect(1, numbers), own));
    return unit ? v.mul(v.square().sum(new int[] {1}, true).add(EPS).rsqrt()) : v;
  }
}

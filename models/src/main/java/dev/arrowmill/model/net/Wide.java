package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.CategoricalFeature;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Embedding;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A linear model: a weight for every number, for every code, and for every pair of codes of the
 * crossed columns. Weights of codes and pairs start at zero.
 */
final class Wide extends Module {
  /** Two columns and the weights of their pairs. */
  private record Cross(int left, int right, int codes, Embedding table) {}

  private static final Categories.Start ZERO = (rng, rows, width) -> Tensor.zeros(rows, width);

  private final @Nullable Linear linear;
  private final Categories levels;
  private final List<Cross> crosses = new ArrayList<>();

  Wide(int numbers, List<CategoricalFeature> features, int outputs, List<int[]> pairs, Rng rng) {
    linear = numbers == 0 ? null : child("linear", Linear.of(numbers, outputs, rng));
    levels = child("levels", Categories.ofWidth(features, outputs, ZERO, rng));
    for (int[] p : pairs) {
      int codes = features.get(p[1]).cardinality();
      int rows = Math.multiplyExact(features.get(p[0]).cardinality(), codes);
      Embedding table = Embedding.of(Tensor.zeros(rows, outputs));
      crosses.add(new Cross(p[0], p[1], codes, child("cross" + crosses.size(), table)));
    }
  }

  /** From numbers and codes to [rows, outputs]. */
  Tensor forward(Tensor x, Tensor codes) {
    List<Tensor> terms = new ArrayList<>();
    if (linear != null) {
      terms.add(linear.forward(x));
    }
    terms.addAll(levels.vectors(codes));
    for (Cross c : crosses) {
      Tensor pair = codes.select(1, c.left).mul(c.codes).add(codes.select(1, c.right));
      terms.add(c.table.forward(pair));
    }
    Tensor sum = terms.get(0);
    for (Tensor t : terms.subList(1, terms.size())) {
      sum = sum.add(t);
    }
    return sum;
  }
}

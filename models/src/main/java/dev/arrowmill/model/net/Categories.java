package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.CategoricalFeature;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Embedding;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.op.Cat;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;

/** The embeddings of all codes of a row, side by side. */
final class Categories extends Module {
  private final List<Embedding> tables = new ArrayList<>();
  private final int width;

  Categories(List<CategoricalFeature> features, int maxWidth, Rng rng) {
    int total = 0;
    for (CategoricalFeature f : features) {
      int w = width(f.cardinality(), maxWidth);
      Tensor table = Tensor.randn(rng.fold(tables.size()), f.cardinality(), w).mul(0.1f);
      tables.add(child("embedding" + tables.size(), Embedding.of(table.detach())));
      total += w;
    }
    width = total;
  }

  /** The width of an embedding: 1.6 times the cardinality to the power of 0.56, capped. */
  static int width(int cardinality, int maxWidth) {
    return (int) Math.min(maxWidth, StrictMath.ceil(1.6 * StrictMath.pow(cardinality, 0.56)));
  }

  int width() {
    return width;
  }

  /**
   * Numbers [rows, n] and the embeddings of codes [rows, features], joined to [rows, n + width].
   */
  Tensor join(Tensor x, Tensor codes) {
    List<Tensor> parts = new ArrayList<>();
    if (x.size(1) > 0) {
      parts.add(x);
    }
    for (int c = 0; c < tables.size(); c++) {
      parts.add(tables.get(c).forward(codes.select(1, c)));
    }
    return parts.size() == 1 ? parts.get(0) : Cat.of(parts, 1);
  }
}

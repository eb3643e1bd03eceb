package dev.arrowmill.model.net;

import dev.arrowmill.data.feature.CategoricalFeature;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Embedding;
import dev.arrowmill.tensor.nn.Init;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.op.Cat;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Embeddings of the codes of a row, one vector per field: a feature of its own, or a bag, whose
 * vector is the mean over its places that are not {@link CategoricalFeature#MISSING}, zeros when
 * all are. Features of one table share one embedding.
 */
final class Categories extends Module {
  /** Initial values [cardinality, width]. */
  @FunctionalInterface
  interface Start {
    Tensor draw(Rng rng, int cardinality, int width);
  }

  /** Normal with standard deviation 0.1. */
  static final Start NORMAL =
      (rng, cardinality, width) -> Tensor.randn(rng, cardinality, width).mul(0.1f).detach();

  /** Standard normal, for large steps. */
  static final Start STANDARD = Tensor::randn;

  /** Uniform within 1 / sqrt(width). */
  static final Start UNIFORM =
      (rng, cardinality, width) -> Init.kaimingUniform(rng, width, cardinality, width);

  private record Field(Embedding table, int[] columns, boolean bag) {}

  private final List<Field> fields = new ArrayList<>();
  private final Map<String, Embedding> tables = new LinkedHashMap<>();
  private final int width;

  /** Tables whose width follows {@link #width(int, int)}. */
  Categories(List<CategoricalFeature> features, int maxWidth, Rng rng) {
    this(features, 0, maxWidth, NORMAL, rng);
  }

  /** As {@link #Categories(List, int, Rng)}, with given initial values. */
  static Categories ofWidths(
      List<CategoricalFeature> features, int maxWidth, Start start, Rng rng) {
    return new Categories(features, 0, maxWidth, start, rng);
  }

  /** Tables of one width. */
  static Categories ofWidth(List<CategoricalFeature> features, int width, Start start, Rng rng) {
    return new Categories(features, width, width, start, rng);
  }

  private Categories(
      List<CategoricalFeature> features, int minWidth, int maxWidth, Start start, Rng rng) {
    int total = 0;
    for (List<Integer> columns : CategoryFields.of(features)) {
      CategoricalFeature f = features.get(columns.get(0));
      int w = Math.max(minWidth, width(f.cardinality(), maxWidth));
      Embedding table = tables.get(f.table());
      if (table == null) {
        int n = tables.size();
        table = Embedding.of(start.draw(rng.fold(n), f.cardinality(), w));
        tables.put(f.table(), child("embedding" + n, table));
      }
      int[] at = columns.stream().mapToInt(Integer::intValue).toArray();
      fields.add(new Field(table, at, !f.bag().isEmpty()));
      total += w;
    }
    width = total;
  }

  /** The width of an embedding: 1.6 times the cardinality to the power of 0.56, capped. */
  static int width(int cardinality, int maxWidth) {
    return (int) Math.min(maxWidth, StrictMath.ceil(1.6 * StrictMath.pow(cardinality, 0.56)));
  }

  /** Numbers per row that all fields have together. */
  int width() {
    return width;
  }

  /** The field that each number of {@link #width()} comes from. */
  int[] sources() {
    int[] out = new int[width];
    int at = 0;
    for (int f = 0; f < fields.size(); f++) {
      int end = at + fields.get(f).table.weight().tensor().size(1);
      Arrays.fill(out, at, end, f);
      at = end;
    }
    return out;
  }

  /** Vectors per row. */
  int fields() {
    return fields.size();
  }

  /** The vectors of codes [rows, features], each [rows, width of its table]. */
  List<Tensor> vectors(Tensor codes) {
    List<Tensor> out = new ArrayList<>();
    for (Field f : fields) {
      out.add(f.bag ? mean(f, codes) : f.table.forward(codes.select(1, f.columns[0])));
    }
    return out;
  }

  private static Tensor mean(Field f, Tensor codes) {
    List<Tensor> places = new ArrayList<>();
    for (int c : f.columns) {
      places.add(codes.slice(1, c, c + 1));
    }
    Tensor index = places.size() == 1 ? places.get(0) : Cat.of(places, 1);
    Tensor vectors = f.table.forward(index);
    Tensor there = index.ne(CategoricalFeature.MISSING).toType(DType.FLOAT32);
    Tensor sum = vectors.mul(there.unsqueeze(2)).sum(1);
    return sum.div(there.sum(new int[] {1}, true).maximum(1));
  }

  /** The vectors of tables of one width, [rows, fields, width]. */
  Tensor stack(Tensor codes) {
    return Tensor.stack(vectors(codes), 1);
  }

  /**
   * Numbers [rows, numbers] and the embeddings of codes [rows, features], joined to [rows, numbers
   * + width].
   */
  Tensor join(int numbers, Tensor x, Tensor codes) {
    List<Tensor> parts = new ArrayList<>();
    if (numbers > 0) {
      parts.add(x);
    }
    parts.addAll(vectors(codes));
    return parts.size() == 1 ? parts.get(0) : Cat.of(parts, 1);
  }
}

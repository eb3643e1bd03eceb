package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;
import java.util.function.Function;

/** The table of layers. A row here makes a layer visible to the contract test and the docs page. */
public final class Layers {
  /**
   * A layer's row.
   *
   * @param name the class
   * @param formula what it computes, in one line
   * @param make builds an example from a generator
   * @param input an input for the example, from a generator
   * @param output the example's output shape
   * @param parameters the example's parameter names
   */
  public record Row(
      String name,
      String formula,
      Function<Rng, Layer> make,
      Function<Rng, Tensor> input,
      Shape output,
      List<String> parameters) {}

  private static final Function<Rng, Tensor> X = r -> Tensor.randn(r, 3, 4);
  private static final Shape SAME = Shape.of(3, 4);

  /** Every layer, by complexity. */
  public static final List<Row> ALL =
      List.of(
          new Row("Identity", "x", r -> Identity.of(), X, SAME, List.of()),
          new Row("Relu", "max(x, 0)", r -> Relu.of(), X, SAME, List.of()),
          new Row("Gelu", "x Phi(x)", r -> Gelu.of(), X, SAME, List.of()),
          new Row("Silu", "x sigmoid(x)", r -> Silu.of(), X, SAME, List.of()),
          new Row("Tanh", "tanh(x)", r -> Tanh.of(), X, SAME, List.of()),
          new Row("Sigmoid", "1 / (1 + e^-x)", r -> Sigmoid.of(), X, SAME, List.of()),
          new Row(
              "Linear",
              "x W^T + b",
              r -> Linear.of(4, 5, r),
              X,
              Shape.of(3, 5),
              List.of("weight", "bias")),
          new Row(
              "Embedding",
              "rows of a table by index",
              r -> Embedding.of(6, 5, r),
              Layers::index,
              Shape.of(3, 4, 5),
              List.of("weight")),
          new Row("Dropout", "x m / (1 - p)", r -> Dropout.of(0.5), X, SAME, List.of()),
          new Row(
              "LayerNorm",
              "(x - mean) / sqrt(var + eps) w + b",
              r -> LayerNorm.of(4),
              X,
              SAME,
              List.of("weight", "bias")),
          new Row(
              "Sequential",
              "layers one after the other",
              r -> Sequential.of(Linear.of(4, 6, r.fold(1)), Tanh.of(), Linear.of(6, 2, r.fold(2))),
              X,
              Shape.of(3, 2),
              List.of("0.weight", "0.bias", "2.weight", "2.bias")));

  private Layers() {}

  private static Tensor index(Rng r) {
    Tensor t = Tensor.zeros(DType.INT64, Shape.of(3, 4));
    for (int i = 0; i < 12; i++) {
      t.longs()[i] = r.indexAt(i, 6);
    }
    return t;
  }
}

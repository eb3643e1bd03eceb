package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;

/**
 * A multi-layer perceptron over piecewise-linear numeric encodings and embeddings of categories.
 */
final class MlpPle implements Architecture {
  @Override
  public String summary() {
    return "A multi-layer perceptron over piecewise-linear encodings of numbers and "
        + "embeddings of categories.";
  }

  @Override
  public String use() {
    return "The default: close to gradient boosting on most tables, in seconds.";
  }

  @Override
  public String source() {
    return "Gorishniy, Rubachev, Babenko, On Embeddings for Numerical Features in Tabular Deep"
        + " Learning (2022)";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("hidden", "256,128", "widths of the hidden layers"),
        new Option("dropout", "0.2", "probability of dropping a hidden unit"),
        new Option("maxEmbedding", "24", "greatest width of a category's embedding"));
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options, rng);
  }

  private static final class Net extends TabularNet {
    private final Categories categories;
    private final Sequential layers;

    Net(NetInput input, NetOptions options, Rng rng) {
      super(input, new PiecewiseLinear(input.numeric()));
      categories =
          child(
              "categories",
              new Categories(input.categorical(), options.integer("maxEmbedding", 1), rng));
      int width = encoding().width() + categories.width();
      List<Layer> mlp = new ArrayList<>();
      for (int hidden : options.integers("hidden", 1)) {
        mlp.add(Linear.of(width, hidden, rng.fold(1_000_000 + mlp.size())));
        mlp.add(Relu.of());
        mlp.add(Dropout.of(options.dropout("dropout")));
        width = hidden;
      }
      mlp.add(Linear.of(width, input.outputs(), rng.fold(1_000_000 + mlp.size())));
      layers = child("layers", Sequential.of(mlp));
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      return layers.forward(categories.join(encoding().width(), x, codes));
    }
  }
}

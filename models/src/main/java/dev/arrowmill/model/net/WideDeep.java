package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;

/** The sum of a linear model with crossed columns and a perceptron over embeddings. */
final class WideDeep implements Architecture {
  @Override
  public String summary() {
    return "The sum of a linear model, with crossed columns if wanted, and a "
        + "perceptron over embeddings.";
  }

  @Override
  public String use() {
    return "When some crosses are known, or a linear model is nearly enough.";
  }

  @Override
  public String source() {
    return "Cheng et al., Wide & Deep Learning for Recommender Systems (2016)";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("hidden", "256,128,64", "widths of the deep part's layers"),
        new Option("dropout", "0.1", "probability of dropping a hidden unit"),
        new Option("crosses", "", "crossed columns of the wide part: a*b,c*d, or all"),
        new Option("maxCross", "1000", "most combinations of a pair that all takes"),
        new Option("numbers", "ple", "plain or ple (piecewise-linear), for both parts"),
        new Option("maxEmbedding", "32", "greatest width of an embedding"));
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options, rng);
  }

  private static NumberEncoding chosen(NetInput input, NetOptions options) {
    return options.choice("numbers", "plain", "ple").equals("ple")
        ? new PiecewiseLinear(input.numeric())
        : new PlainNumbers(input.numeric());
  }

  private static final class Net extends TabularNet {
    private final Wide wide;
    private final Categories categories;
    private final Sequential deep;

    Net(NetInput input, NetOptions options, Rng rng) {
      super(input, chosen(input, options));
      List<int[]> pairs =
          CrossedColumns.of(
              options.texts("crosses"), input.categorical(), options.integer("maxCross", 1));
      int width = encoding().width();
      wide =
          child("wide", new Wide(width, input.categorical(), input.outputs(), pairs, rng.fold(0)));
      categories =
          child(
              "categories",
              new Categories(input.categorical(), options.integer("maxEmbedding", 1), rng.fold(1)));
      deep =
          child(
              "deep",
              Hidden.of(
                  width + categories.width(),
                  options.integers("hidden", 1),
                  options.dropout("dropout"),
                  input.outputs(),
                  rng.fold(2)));
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      return wide.forward(x, codes)
          .add(deep.forward(categories.join(encoding().width(), x, codes)));
    }
  }
}

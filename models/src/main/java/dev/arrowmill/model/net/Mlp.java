package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;

/** A multi-layer perceptron; its rows differ in how numbers enter it. */
final class Mlp implements Architecture {
  private static final String EMBEDDINGS =
      "Gorishniy, Rubachev, Babenko, On Embeddings for Numerical Features in Tabular Deep"
          + " Learning (2022)";

  private final String numbers;
  private final String summary;
  private final String use;
  private final String source;

  private Mlp(String numbers, String summary, String use, String source) {
    this.numbers = numbers;
    this.summary = summary;
    this.use = use;
    this.source = source;
  }

  /** Over plain numbers. */
  static Mlp plain() {
    return new Mlp(
        "plain",
        "A multi-layer perceptron over plain numbers and embeddings of categories.",
        "A baseline; also where numbers are few or already embeddings.",
        "Gorishniy, Rubachev, Khrulkov, Babenko, Revisiting Deep Learning Models for Tabular Data"
            + " (2021)");
  }

  /** Over periodic embeddings of numbers. */
  static Mlp periodic() {
    return new Mlp(
        "plr",
        "A multi-layer perceptron over periodic embeddings of numbers: cosines and sines of learned"
            + " frequencies, a linear map per feature, ReLU.",
        "Numbers on which the target depends in fine detail: coordinates, prices.",
        EMBEDDINGS);
  }

  /** Over learned piecewise-linear embeddings of numbers. */
  static Mlp piecewise() {
    return new Mlp(
        "ple-lr",
        "A multi-layer perceptron over piecewise-linear encodings, each behind a linear map of its"
            + " own and ReLU.",
        "Close to the default, in a fraction of its time.",
        EMBEDDINGS);
  }

  @Override
  public String summary() {
    return summary;
  }

  @Override
  public String use() {
    return use;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public List<Option> options() {
    return FlatNet.options(
        numbers,
        24,
        List.of(
            new Option("hidden", "384,384", "widths of the hidden layers"),
            new Option("dropout", "0.1", "probability of dropping a hidden unit")));
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options, rng);
  }

  private static final class Net extends FlatNet {
    private final Sequential layers;

    Net(NetInput input, NetOptions options, Rng rng) {
      super(input, options, rng);
      layers =
          child(
              "layers",
              Hidden.of(
                  flatWidth(),
                  options.integers("hidden", 1),
                  options.dropout("dropout"),
                  input.outputs(),
                  rng.fold(3)));
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      return layers.forward(flat(x, codes));
    }
  }
}

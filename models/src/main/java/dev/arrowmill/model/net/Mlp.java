package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;

/** A multi-layer perceptron; its rows differ in how numbers enter it. */
final class Mlp implements Architecture {
  private final String numbers;
  private final String source;

  private Mlp(String numbers, String source) {
    this.numbers = numbers;
    this.source = source;
  }

  /** Over plain numbers. */
  static Mlp plain() {
    return new Mlp(
        "plain",
        "Gorishniy, Rubachev, Khrulkov, Babenko, Revisiting Deep Learning Models for Tabular Data"
            + " (2021)");
  }

  /** Over embeddings of numbers. */
  static Mlp embedding(String numbers) {
    return new Mlp(
        numbers,
        "Gorishniy, Rubachev, Babenko, On Embeddings for Numerical Features in Tabular Deep"
            + " Learning (2022)");
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

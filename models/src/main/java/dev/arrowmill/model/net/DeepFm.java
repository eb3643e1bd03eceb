package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;

/** A factorization machine plus a perceptron over the same vectors. */
final class DeepFm implements Architecture {
  @Override
  public String summary() {
    return "A factorization machine plus a perceptron over the same vectors.";
  }

  @Override
  public String use() {
    return "As fm, with more rows.";
  }

  @Override
  public String source() {
    return "Guo, Tang, Ye, Li, He, DeepFM: A Factorization-Machine based Neural Network for CTR"
        + " Prediction (2017)";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("rank", "10", "length of a field's vector"),
        new Option("hidden", "400,400,400", "widths of the deep part's layers"),
        new Option("dropout", "0.5", "probability of dropping a hidden unit"));
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options, rng);
  }

  private static final class Net extends TabularNet {
    private final Factors factors;
    private final Sequential deep;
    private final int width;

    Net(NetInput input, NetOptions options, Rng rng) {
      super(input, new PlainNumbers(input.numeric()));
      int rank = options.integer("rank", 1);
      factors = child("factors", new Factors(input, encoding().width(), rank, rng.fold(0)));
      width = factors.fields() * rank * input.outputs();
      deep =
          child(
              "deep",
              Hidden.of(
                  width,
                  options.integers("hidden", 1),
                  options.dropout("dropout"),
                  input.outputs(),
                  rng.fold(1)));
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      Tensor v = factors.vectors(x, codes);
      return factors.forward(v, x, codes).add(deep.forward(v.reshape(-1, width)));
    }
  }
}

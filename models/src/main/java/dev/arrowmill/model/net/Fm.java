package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;

/** A factorization machine. */
final class Fm implements Architecture {
  @Override
  public String summary() {
    return "A linear model plus the product of every pair of fields' vectors.";
  }

  @Override
  public String use() {
    return "Large sparse categories and little time; recommendation.";
  }

  @Override
  public String source() {
    return "Rendle, Factorization Machines (2010)";
  }

  @Override
  public List<Option> options() {
    return List.of(new Option("rank", "16", "length of a field's vector"));
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options, rng);
  }

  private static final class Net extends TabularNet {
    private final Factors factors;

    Net(NetInput input, NetOptions options, Rng rng) {
      super(input, new PlainNumbers(input.numeric()));
      int rank = options.integer("rank", 1);
      factors = child("factors", new Factors(input, encoding().width(), rank, rng));
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      return factors.forward(factors.vectors(x, codes), x, codes);
    }
  }
}

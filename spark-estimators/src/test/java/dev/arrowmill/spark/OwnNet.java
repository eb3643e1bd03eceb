package dev.arrowmill.spark;

import dev.arrowmill.model.net.Architecture;
import dev.arrowmill.model.net.NetInput;
import dev.arrowmill.model.net.NetOptions;
import dev.arrowmill.model.net.Option;
import dev.arrowmill.model.net.PlainNumbers;
import dev.arrowmill.model.net.TabularNet;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.random.Rng;
import java.util.List;

/** A network as a user writes one: a logistic regression on the numbers. */
public final class OwnNet implements Architecture {
  @Override
  public String source() {
    return "tests";
  }

  @Override
  public List<Option> options() {
    return List.of(new Option("scale", "1", "factor on the output"));
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options.decimal("scale", 0, 10), rng);
  }

  private static final class Net extends TabularNet {
    private final float scale;
    private final Linear linear;

    Net(NetInput input, float scale, Rng rng) {
      super(input, new PlainNumbers(input.numeric()));
      this.scale = scale;
      this.linear = child("linear", Linear.of(encoding().width(), input.outputs(), rng.fold(1)));
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      return linear.forward(x).mul(scale);
    }
  }
}

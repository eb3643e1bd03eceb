package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.AlphaDropout;
import dev.arrowmill.tensor.nn.Init;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;

/** A self-normalising perceptron: LeCun's initial weights, SELU and alpha dropout. */
final class Snn implements Architecture {
  @Override
  public String summary() {
    return "A self-normalising perceptron: LeCun's initial weights, SELU, alpha " + "dropout.";
  }

  @Override
  public String use() {
    return "A plain baseline of some depth without norms.";
  }

  @Override
  public String source() {
    return "Klambauer, Unterthiner, Mayr, Hochreiter, Self-Normalizing Neural Networks (2017)";
  }

  @Override
  public List<Option> options() {
    return FlatNet.options(
        "plain",
        24,
        List.of(
            new Option("hidden", "256,256,256,256", "widths of the hidden layers"),
            new Option("dropout", "0.05", "probability of alpha dropout")));
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options, rng);
  }

  /** A linear layer with normal weights of variance 1 / in and no bias to start with. */
  private static Linear linear(int in, int out, Rng rng) {
    Linear l = Linear.of(in, out, rng);
    float[] w = Init.normal(rng.fold(2), 1 / Math.sqrt(in), out, in).floats();
    System.arraycopy(w, 0, l.weight().tensor().floats(), 0, w.length);
    java.util.Arrays.fill(java.util.Objects.requireNonNull(l.bias()).tensor().floats(), 0f);
    return l;
  }

  private static final class Net extends FlatNet {
    private final Sequential layers;

    Net(NetInput input, NetOptions options, Rng rng) {
      super(input, options, rng);
      List<Layer> all = new ArrayList<>();
      int width = flatWidth();
      for (int hidden : options.integers("hidden", 1)) {
        all.add(linear(width, hidden, rng.fold(3 + all.size())));
        all.add(dev.arrowmill.tensor.nn.Activations.selu());
        all.add(AlphaDropout.of(options.dropout("dropout")));
        width = hidden;
      }
      all.add(linear(width, input.outputs(), rng.fold(3 + all.size())));
      layers = child("layers", Sequential.of(all));
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      return layers.forward(flat(x, codes));
    }
  }
}

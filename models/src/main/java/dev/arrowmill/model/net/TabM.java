package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;

/** An ensemble of perceptrons that share their matrices, trained as one network. */
final class TabM implements Architecture {
  @Override
  public String summary() {
    return "An ensemble of perceptrons that share their matrices and are trained as "
        + "one network.";
  }

  @Override
  public String use() {
    return "The best quality for a few times the default's training time.";
  }

  @Override
  public String source() {
    return "Gorishniy, Kotelnikov, Babenko, TabM: Advancing Tabular Deep Learning with"
        + " Parameter-Efficient Ensembling (2025)";
  }

  @Override
  public List<Option> options() {
    return FlatNet.options(
        "ple-l",
        24,
        List.of(
            new Option("members", "16", "members of the ensemble"),
            new Option("hidden", "256,256", "widths of the hidden layers"),
            new Option("dropout", "0.1", "probability of dropping a hidden unit")));
  }

  @Override
  public TrainingDefaults training() {
    return new TrainingDefaults(2e-3f, 3e-4f, 0.99f);
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options, rng);
  }

  private static final class Net extends FlatNet {
    private final Sequential layers;
    private final FeatureLinear heads;
    private final int members;

    Net(NetInput input, NetOptions options, Rng rng) {
      super(input, options, rng);
      members = options.integer("members", 1);
      boolean embedded =
          options.choice("numbers", "plain", "ple", "ple-l", "ple-lr", "plr").length() > 3;
      List<Layer> all = new ArrayList<>();
      int width = flatWidth();
      for (int hidden : options.integers("hidden", 1)) {
        Rng own = rng.fold(5 + all.size());
        all.add(
            all.isEmpty()
                ? EnsembleLinear.of(
                    EnsembleLinear.scales(members, width, embedded, rng.fold(3)), hidden, own)
                : EnsembleLinear.of(members, width, hidden, own));
        all.add(Relu.of());
        all.add(Dropout.of(options.dropout("dropout")));
        width = hidden;
      }
      layers = child("layers", Sequential.of(all));
      heads = child("heads", FeatureLinear.of(members, width, input.outputs(), rng.fold(4)));
    }

    @Override
    public int members() {
      return members;
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      Tensor h = layers.forward(flat(x, codes).unsqueeze(1));
      return heads.forward(h).reshape(-1, members * outputs());
    }
  }
}

package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.Relu;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;

/**
 * An ensemble of perceptrons that share their matrices, trained as one network; its rows differ in
 * the number of members.
 */
final class TabM implements Architecture {
  private static final int MEMBERS = 4;
  private static final String PAPER =
      "Gorishniy, Kotelnikov, Babenko, TabM: Advancing Tabular Deep Learning with"
          + " Parameter-Efficient Ensembling (2025)";

  private final int members;
  private final String summary;
  private final String use;
  private final String source;

  private TabM(int members, String summary, String use, String source) {
    this.members = members;
    this.summary = summary;
    this.use = use;
    this.source = source;
  }

  /** The default: few members. */
  static TabM standard() {
    return new TabM(
        MEMBERS,
        "Multi-layer perceptrons over piecewise-linear embeddings of numbers and embeddings of"
            + " categories, a few that share their matrices.",
        "The default: level with gradient boosting on most tables. With members=1 it trains and"
            + " scores several times faster.",
        "Gorishniy, Rubachev, Babenko, On Embeddings for Numerical Features in Tabular Deep"
            + " Learning (2022); members as in "
            + PAPER);
  }

  /** With more members. */
  static TabM paper() {
    return new TabM(
        16,
        "An ensemble of perceptrons that share their matrices and are trained as one network.",
        "A little better than the default, for a few times its training time.",
        PAPER);
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
        "ple-l",
        24,
        List.of(
            new Option("members", Integer.toString(members), "members of the ensemble"),
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

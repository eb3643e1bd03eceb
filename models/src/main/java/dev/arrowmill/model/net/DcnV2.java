package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.op.Cat;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;

/** Explicit feature crosses and a perceptron, one behind the other or side by side. */
final class DcnV2 implements Architecture {
  @Override
  public String summary() {
    return "Explicit feature crosses and a perceptron, one behind the other or side by " + "side.";
  }

  @Override
  public String use() {
    return "Many categories whose products matter: clicks, ranking.";
  }

  @Override
  public String source() {
    return "Wang et al., DCN V2: Improved Deep & Cross Network and Practical Lessons for Web-scale"
        + " Learning to Rank Systems (2021)";
  }

  @Override
  public List<Option> options() {
    return FlatNet.options(
        "plain",
        24,
        List.of(
            new Option("structure", "stacked", "stacked (crosses, then perceptron) or parallel"),
            new Option("crosses", "2", "cross layers"),
            new Option("rank", "0", "rank of a cross layer's matrix, 0 for full"),
            new Option("experts", "1", "low-rank maps that a cross layer mixes by a gate"),
            new Option("hidden", "256,256", "widths of the perceptron's layers"),
            new Option("dropout", "0.1", "probability of dropping a hidden unit")));
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options, rng);
  }

  private static final class Net extends FlatNet {
    private final List<CrossLayer> crosses = new ArrayList<>();
    private final Sequential deep;
    private final Linear head;
    private final boolean stacked;

    Net(NetInput input, NetOptions options, Rng rng) {
      super(input, options, rng);
      int width = flatWidth();
      stacked = options.choice("structure", "stacked", "parallel").equals("stacked");
      int rank = options.integer("rank", 0);
      int experts = options.integer("experts", 1);
      int n = options.integer("crosses", 1);
      for (int i = 0; i < n; i++) {
        CrossLayer layer = CrossLayer.of(width, rank, experts, rng.fold(5 + i));
        crosses.add(child("cross" + i, layer));
      }
      List<Integer> hidden = options.integers("hidden", 1);
      deep = child("deep", Hidden.of(width, hidden, options.dropout("dropout"), rng.fold(3)));
      int last = Hidden.out(width, hidden) + (stacked ? 0 : width);
      head = child("head", Linear.of(last, input.outputs(), rng.fold(4)));
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      Tensor x0 = flat(x, codes);
      Tensor crossed = x0;
      for (CrossLayer c : crosses) {
        crossed = c.forward(x0, crossed);
      }
      return head.forward(
          stacked ? deep.forward(crossed) : Cat.of(List.of(crossed, deep.forward(x0)), 1));
    }
  }
}

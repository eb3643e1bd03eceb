package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.Layer;
import dev.arrowmill.tensor.nn.LayerNorm;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;

/** Residual blocks of norm, linear, ReLU, dropout, linear, dropout over a row's vector. */
final class ResNet implements Architecture {
  @Override
  public String summary() {
    return "Residual blocks of norm, linear, ReLU, dropout and linear over the row's " + "vector.";
  }

  @Override
  public String use() {
    return "A deeper perceptron; with numbers=ple-lr or plr strong on regression.";
  }

  @Override
  public String source() {
    return "Gorishniy, Rubachev, Khrulkov, Babenko, Revisiting Deep Learning Models for Tabular"
        + " Data (2021)";
  }

  @Override
  public List<Option> options() {
    return FlatNet.options(
        "plain",
        24,
        List.of(
            new Option("blocks", "2", "residual blocks"),
            new Option("width", "192", "width between blocks"),
            new Option("hidden", "384", "width within a block"),
            new Option("hiddenDropout", "0.15", "probability of dropping a unit within a block"),
            new Option("residualDropout", "0", "probability of dropping a block's output"),
            new Option("norm", "batch", "batch or layer")));
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options, rng);
  }

  private static Layer norm(NetOptions options, int width) {
    return options.choice("norm", "batch", "layer").equals("batch")
        ? new PreciseNorm(width)
        : LayerNorm.of(width);
  }

  private static final class Net extends FlatNet {
    private final Linear first;
    private final List<Block> blocks = new ArrayList<>();
    private final Layer norm;
    private final Linear head;

    Net(NetInput input, NetOptions options, Rng rng) {
      super(input, options, rng);
      int width = options.integer("width", 1);
      first = child("first", Linear.of(flatWidth(), width, rng.fold(3)));
      int n = options.integer("blocks", 1);
      for (int i = 0; i < n; i++) {
        blocks.add(child("block" + i, new Block(width, options, rng.fold(5 + i))));
      }
      norm = child("norm", norm(options, width));
      head = child("head", Linear.of(width, input.outputs(), rng.fold(4)));
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      Tensor t = first.forward(flat(x, codes));
      for (Block b : blocks) {
        t = b.forward(t);
      }
      return head.forward(norm.forward(t).relu());
    }
  }

  private static final class Block extends Module {
    private final Layer norm;
    private final Linear up;
    private final Linear down;
    private final Dropout hidden;
    private final Dropout residual;

    Block(int width, NetOptions options, Rng rng) {
      int inner = options.integer("hidden", 1);
      norm = child("norm", norm(options, width));
      up = child("up", Linear.of(width, inner, rng.fold(0)));
      down = child("down", Linear.of(inner, width, rng.fold(1)));
      hidden = child("hidden", Dropout.of(options.dropout("hiddenDropout")));
      residual = child("residual", Dropout.of(options.dropout("residualDropout")));
    }

    Tensor forward(Tensor x) {
      Tensor h = hidden.forward(up.forward(norm.forward(x)).relu());
      return x.add(residual.forward(down.forward(h)));
    }
  }
}

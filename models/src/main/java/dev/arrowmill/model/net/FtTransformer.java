package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.Init;
import dev.arrowmill.tensor.nn.LayerNorm;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.op.Cat;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;

/**
 * A transformer over the fields of a row and one more token, whose last state is read. The norm
 * comes before attention and feed-forward net, except before the first attention.
 */
final class FtTransformer implements Architecture {
  @Override
  public String summary() {
    return "A transformer over one token per field; the state of one more token is " + "read.";
  }

  @Override
  public String use() {
    return "Where training time does not matter and fields interact; the slowest.";
  }

  @Override
  public String source() {
    return "Gorishniy, Rubachev, Khrulkov, Babenko, Revisiting Deep Learning Models for Tabular"
        + " Data (2021)";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("blocks", "3", "transformer blocks"),
        new Option("width", "192", "width of a token, a multiple of heads"),
        new Option("heads", "8", "attention heads"),
        new Option("attentionDropout", "0.2", "probability of dropping an attention weight"),
        new Option("hidden", "256", "width of the feed-forward nets behind ReGLU"),
        new Option("hiddenDropout", "0.1", "probability of dropping one of their units"),
        new Option("residualDropout", "0", "probability of dropping a block's output"));
  }

  @Override
  public TrainingDefaults training() {
    return new TrainingDefaults(1e-4f, 1e-5f, 0.99f);
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options, rng);
  }

  private static final class Net extends TabularNet {
    private final FieldVectors tokens;
    private final Parameter cls;
    private final List<Block> blocks = new ArrayList<>();
    private final LayerNorm norm;
    private final Linear head;

    Net(NetInput input, NetOptions options, Rng rng) {
      super(input, new PlainNumbers(input.numeric()));
      int heads = options.integer("heads", 1);
      int width = options.multiple("width", heads);
      tokens =
          child(
              "tokens",
              new FieldVectors(
                  encoding().width(),
                  input.categorical(),
                  width,
                  true,
                  Categories.UNIFORM,
                  rng.fold(0)));
      cls = parameter("cls", Init.kaimingUniform(rng.fold(1), width, width));
      int n = options.integer("blocks", 1);
      for (int i = 0; i < n; i++) {
        blocks.add(
            child(
                "block" + i,
                new Block(
                    tokens.fields() + 1, width, i == 0, i == n - 1, options, rng.fold(2 + i))));
      }
      norm = child("norm", LayerNorm.of(width));
      head = child("head", Linear.of(width, input.outputs(), rng.fold(2 + n)));
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      Tensor fields = tokens.forward(x, codes);
      Tensor first = fields.slice(1, 0, 1).mul(0).add(cls.tensor());
      Tensor t = Cat.of(List.of(first, fields), 1);
      for (Block b : blocks) {
        t = b.forward(t);
      }
      return head.forward(norm.forward(t.select(1, 0)).relu());
    }
  }

  private static final class Block extends Module {
    private final Attention attention;
    private final LayerNorm[] norms;
    private final Linear up;
    private final Linear down;
    private final Dropout hidden;
    private final Dropout residual;
    private final boolean last;
    private final int width;

    Block(int tokens, int width, boolean first, boolean last, NetOptions options, Rng rng) {
      this.width = options.integer("hidden", 1);
      this.last = last;
      norms =
          first
              ? new LayerNorm[] {child("norm2", LayerNorm.of(width))}
              : new LayerNorm[] {
                child("norm2", LayerNorm.of(width)), child("norm1", LayerNorm.of(width))
              };
      attention =
          child(
              "attention",
              new Attention(
                  tokens,
                  width,
                  options.integer("heads", 1),
                  options.dropout("attentionDropout"),
                  rng.fold(0)));
      up = child("up", Linear.of(width, 2 * this.width, rng.fold(1)));
      down = child("down", Linear.of(this.width, width, rng.fold(2)));
      hidden = child("hidden", Dropout.of(options.dropout("hiddenDropout")));
      residual = child("residual", Dropout.of(options.dropout("residualDropout")));
    }

    Tensor forward(Tensor x) {
      Tensor in = norms.length > 1 ? norms[1].forward(x) : x;
      Tensor attended = last ? attention.first(in) : attention.forward(in);
      Tensor t = (last ? x.slice(1, 0, 1) : x).add(residual.forward(attended));
      Tensor h = up.forward(norms[0].forward(t));
      Tensor gated = h.slice(2, 0, width).mul(h.slice(2, width, 2 * width).relu());
      return t.add(residual.forward(down.forward(hidden.forward(gated))));
    }
  }
}

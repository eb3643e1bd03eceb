package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.nn.Sequential;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layers of self-attention over the fields of a row, each with a linear shortcut and ReLU; beside
 * them, if wanted, a perceptron over the fields (AutoInt+).
 */
final class AutoInt implements Architecture {
  @Override
  public String summary() {
    return "Layers of self-attention over the fields, each with a linear shortcut.";
  }

  @Override
  public String use() {
    return "Interactions of high order between categories.";
  }

  @Override
  public String source() {
    return "Song et al., AutoInt: Automatic Feature Interaction Learning via Self-Attentive Neural"
        + " Networks (2019)";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("width", "16", "length of a field's vector"),
        new Option("layers", "3", "attention layers"),
        new Option("attentionWidth", "32", "length behind a layer, a multiple of heads"),
        new Option("heads", "2", "attention heads"),
        new Option("attentionDropout", "0", "probability of dropping an attention weight"),
        new Option("hidden", "", "widths of a perceptron beside the layers, none if empty"),
        new Option("dropout", "0", "probability of dropping one of its units"));
  }

  @Override
  public TabularNet build(NetInput input, NetOptions options, Rng rng) {
    return new Net(input, options, rng);
  }

  private static final class Net extends TabularNet {
    private final FieldVectors fields;
    private final List<Interacting> layers = new ArrayList<>();
    private final Linear head;
    private final @Nullable Sequential deep;
    private final int fieldsWidth;
    private final int lastWidth;

    Net(NetInput input, NetOptions options, Rng rng) {
      super(input, new PlainNumbers(input.numeric()));
      int width = options.integer("width", 1);
      fields =
          child(
              "fields",
              new FieldVectors(
                  encoding().width(),
                  input.categorical(),
                  width,
                  false,
                  Categories.UNIFORM,
                  rng.fold(0)));
      int heads = options.integer("heads", 1);
      int inner = options.multiple("attentionWidth", heads);
      float dropout = options.dropout("attentionDropout");
      int n = options.integer("layers", 1);
      for (int i = 0; i < n; i++) {
        Rng own = rng.fold(3 + i);
        layers.add(
            child(
                "layer" + i,
                new Interacting(
                    fields.fields(), i == 0 ? width : inner, inner, heads, dropout, own)));
      }
      fieldsWidth = fields.fields() * width;
      lastWidth = fields.fields() * inner;
      head = child("head", Linear.of(lastWidth, input.outputs(), rng.fold(1)));
      List<Integer> hidden = options.integers("hidden", 1);
      float dropped = options.dropout("dropout");
      deep =
          hidden.isEmpty()
              ? null
              : child(
                  "deep", Hidden.of(fieldsWidth, hidden, dropped, input.outputs(), rng.fold(2)));
    }

    @Override
    public Tensor forward(Tensor x, Tensor codes) {
      Tensor v = fields.forward(x, codes);
      Tensor t = v;
      for (Interacting layer : layers) {
        t = layer.forward(t);
      }
      Tensor y = head.forward(t.reshape(-1, lastWidth));
      return deep == null ? y : y.add(deep.forward(v.reshape(-1, fieldsWidth)));
    }
  }

  /** relu(attention(x) + W x), with unscaled products as in the paper. */
  private static final class Interacting extends Module {
    private final Linear projections;
    private final Dropout dropout;
    private final int fields;
    private final int width;
    private final int heads;

    Interacting(int fields, int in, int width, int heads, float dropout, Rng rng) {
      this.fields = fields;
      this.width = width;
      this.heads = heads;
      projections = child("projections", Linear.noBias(in, 4 * width, rng));
      this.dropout = child("dropout", Dropout.of(dropout));
    }

    Tensor forward(Tensor x) {
      Tensor all = projections.forward(x);
      Tensor scores = split(all, 0).matmul(split(all, 1).transpose(2, 3));
      Tensor mixed = dropout.forward(scores.softmax(3)).matmul(split(all, 2)).transpose(1, 2);
      Tensor shortcut = all.slice(2, 3 * width, 4 * width);
      return mixed.reshape(-1, fields, width).add(shortcut).relu();
    }

    private Tensor split(Tensor t, int part) {
      return t.slice(2, part * width, (part + 1) * width)
          .reshape(-1, fields, heads, width / heads)
          .transpose(1, 2);
    }
  }
}

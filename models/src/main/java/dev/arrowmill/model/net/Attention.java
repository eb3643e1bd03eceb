package dev.arrowmill.model.net;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Dropout;
import dev.arrowmill.tensor.nn.Init;
import dev.arrowmill.tensor.nn.Linear;
import dev.arrowmill.tensor.nn.Module;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.random.Rng;

/**
 * Self-attention of several heads over the fields of a row (Vaswani et al. 2017), with the queries
 * of all fields or of the first alone. Parameters in_weight [3 width, width], in_bias and out.
 */
final class Attention extends Module {
  private final int fields;
  private final int width;
  private final int heads;
  private final Parameter inWeight;
  private final Parameter inBias;
  private final Linear out;
  private final Dropout dropout;

  Attention(int fields, int width, int heads, float dropout, Rng rng) {
    this.fields = fields;
    this.width = width;
    this.heads = heads;
    Tensor w = Tensor.zeros(3 * width, width);
    for (int i = 0; i < 3; i++) {
      Tensor part = Init.xavierUniform(rng.fold(i), width, width, width, width);
      for (int k = 0; k < part.numel(); k++) {
        w.floats()[i * part.numel() + k] = part.floats()[k] * (float) Math.sqrt(0.5);
      }
    }
    inWeight = parameter("in_weight", w);
    inBias = parameter("in_bias", Tensor.zeros(3 * width));
    out = child("out", Linear.of(width, width, rng.fold(3)));
    java.util.Arrays.fill(java.util.Objects.requireNonNull(out.bias()).tensor().floats(), 0f);
    this.dropout = child("dropout", Dropout.of(dropout));
  }

  /** From [rows, fields, width] to the same shape. */
  Tensor forward(Tensor x) {
    Tensor all = dev.arrowmill.tensor.op.Linear.of(x, inWeight.tensor(), inBias.tensor());
    return mix(fields, part(all, 0), part(all, 1), part(all, 2));
  }

  /** The first field's result alone, [rows, 1, width]. */
  Tensor first(Tensor x) {
    Tensor w = inWeight.tensor();
    Tensor b = inBias.tensor();
    Tensor q =
        dev.arrowmill.tensor.op.Linear.of(
            x.slice(1, 0, 1), w.slice(0, 0, width), b.slice(0, 0, width));
    Tensor kv =
        dev.arrowmill.tensor.op.Linear.of(
            x, w.slice(0, width, 3 * width), b.slice(0, width, 3 * width));
    return mix(1, q, part(kv, 0), part(kv, 1));
  }

  private Tensor part(Tensor t, int i) {
    return t.slice(2, i * width, (i + 1) * width);
  }

  private Tensor mix(int queries, Tensor q, Tensor k, Tensor v) {
    double scale = 1 / Math.sqrt((double) width / heads);
    Tensor scores = split(queries, q).mul(scale).matmul(split(fields, k).transpose(2, 3));
    Tensor weights = dropout.forward(scores.softmax(3));
    Tensor mixed = weights.matmul(split(fields, v)).transpose(1, 2);
    return out.forward(mixed.reshape(-1, queries, width));
  }

  /** [rows, fields, width] to [rows, heads, fields, width / heads]. */
  private Tensor split(int length, Tensor t) {
    return t.reshape(-1, length, heads, width / heads).transpose(1, 2);
  }
}

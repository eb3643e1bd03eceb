package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;
import org.jspecify.annotations.Nullable;

/**
 * Attention of several heads (Vaswani et al. 2017): softmax(q k^T / sqrt(width / heads)) v per
 * head, on batch-first tensors [n, length, width] until {@link #batchFirst}. Parameters
 * in_proj_weight [3 width, width] (or q_, k_ and v_proj_weight), in_proj_bias, out_proj.weight,
 * out_proj.bias.
 */
public final class MultiheadAttention extends Layer {
  private final int width;
  private final int heads;
  private final @Nullable Parameter inWeight;
  private final Parameter @Nullable [] separate;
  private final @Nullable Parameter inBias;
  private final Linear out;
  private boolean batchFirst = true;
  private double dropout;

  /**
   * What attention gives.
   *
   * @param output of the queries' shape
   * @param weights [n, queries, keys], the mean over heads; or [n, heads, queries, keys]
   */
  public record Result(Tensor output, Tensor weights) {}

  private MultiheadAttention(
      int width, int heads, int keyWidth, int valueWidth, boolean bias, Rng rng) {
    if (heads < 1 || width < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "MultiheadAttention: width " + width + " cannot be split into " + heads + " heads");
    }
    this.width = width;
    this.heads = heads;
    boolean same = keyWidth == width && valueWidth == width;
    if (same) {
      Tensor w = Init.xavierUniform(rng.fold(0), width, 3 * width, 3 * width, width);
      inWeight = parameter("in_proj_weight", w);
      separate = null;
    } else {
      inWeight = null;
      separate =
          new Parameter[] {
            projection("q_proj_weight", rng.fold(0), width),
            projection("k_proj_weight", rng.fold(1), keyWidth),
            projection("v_proj_weight", rng.fold(2), valueWidth)
          };
    }
    inBias = bias ? parameter("in_proj_bias", Tensor.zeros(3 * width)) : null;
    Linear o =
        bias ? Linear.of(width, width, rng.fold(3)) : Linear.noBias(width, width, rng.fold(3));
    out = child("out_proj", o);
    Parameter outBias = o.bias();
    if (outBias != null) {
      java.util.Arrays.fill(outBias.tensor().floats(), 0f);
    }
  }

  private Parameter projection(String name, Rng rng, int from) {
    return parameter(name, Init.xavierUniform(rng, from, width, width, from));
  }

  /** Keys and values as wide as queries, with biases. */
  public static MultiheadAttention of(int width, int heads) {
    return new MultiheadAttention(width, heads, width, width, true, Init.next());
  }

  /** Keys and values as wide as queries, with biases, from the generator. */
  public static MultiheadAttention of(int width, int heads, Rng rng) {
    return new MultiheadAttention(width, heads, width, width, true, rng);
  }

  /** With other widths of keys and values, with or without biases. */
  public static MultiheadAttention of(
      int width, int heads, int keyWidth, int valueWidth, boolean bias, Rng rng) {
    return new MultiheadAttention(width, heads, keyWidth, valueWidth, bias, rng);
  }

  /** Whether tensors are [n, length, width] instead of [length, n, width]; on until set. */
  public MultiheadAttention batchFirst(boolean on) {
    batchFirst = on;
    return this;
  }

  /** Probability of dropout on the attention weights in training. */
  public MultiheadAttention dropout(double p) {
    dropout = p;
    return this;
  }

  /** Attention of x to itself. */
  @Override
  public Tensor forward(Tensor x) {
    return forward(x, x, x, AttentionMask.none());
  }

  /** Attention of queries to keys and values. */
  public Tensor forward(Tensor query, Tensor key, Tensor value, AttentionMask mask) {
    return heads(query, key, value, mask)[0];
  }

  /**
   * As {@link #forward(Tensor, Tensor, Tensor, AttentionMask)}, with the attention weights.
   *
   * @param average whether weights are averaged over heads
   */
  public Result attend(
      Tensor query, Tensor key, Tensor value, AttentionMask mask, boolean average) {
    Tensor[] r = heads(query, key, value, mask);
    return new Result(r[0], average ? r[1].mean(1) : r[1]);
  }

  private Tensor[] heads(Tensor query, Tensor key, Tensor value, AttentionMask mask) {
    check(query);
    int depth = width / heads;
    Tensor[] qkv = project(query, key, value);
    Tensor q = split(qkv[0], depth).mul(1 / Math.sqrt(depth));
    Tensor scores = mask.apply(q.matmul(split(qkv[1], depth).transpose(2, 3)));
    Tensor weights = scores.softmax(3);
    Tensor used = weights;
    if (dropout > 0 && isTraining()) {
      used = weights.mul(dev.arrowmill.tensor.op.DropoutMask.of(weights, dropout, 4));
    }
    Tensor mixed = used.matmul(split(qkv[2], depth)).transpose(1, 2);
    Tensor joined = mixed.reshape(mixed.size(0), mixed.size(1), width);
    Tensor y = out.call(joined);
    return new Tensor[] {batchFirst ? y : y.transpose(0, 1), weights};
  }

  private void check(Tensor query) {
    if (query.rank() != 3 || query.size(2) != width) {
      throw new IllegalArgumentException(
          "MultiheadAttention: expected "
              + (batchFirst ? "[n, length, " : "[length, n, ")
              + width
              + "], got "
              + query.shape());
    }
  }

  private Tensor[] project(Tensor query, Tensor key, Tensor value) {
    boolean self = inWeight != null && query.equals(key) && key.equals(value);
    if (self) {
      Tensor all =
          dev.arrowmill.tensor.op.Linear.of(
              first(query),
              java.util.Objects.requireNonNull(inWeight).tensor(),
              inBias == null ? null : inBias.tensor());
      return new Tensor[] {
        all.slice(2, 0, width), all.slice(2, width, 2 * width), all.slice(2, 2 * width, 3 * width)
      };
    }
    Tensor[] in = {query, key, value};
    Tensor[] y = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      Tensor w =
          separate != null
              ? separate[i].tensor()
              : java.util.Objects.requireNonNull(inWeight)
                  .tensor()
                  .slice(0, i * width, (i + 1) * width);
      Tensor b = inBias == null ? null : inBias.tensor().slice(0, i * width, (i + 1) * width);
      y[i] = dev.arrowmill.tensor.op.Linear.of(first(in[i]), w, b);
    }
    return y;
  }

  private Tensor first(Tensor t) {
    return batchFirst ? t : t.transpose(0, 1);
  }

  /** [n, length, width] to [n, heads, length, depth]. */
  private Tensor split(Tensor t, int depth) {
    return t.reshape(t.size(0), t.size(1), heads, depth).transpose(1, 2);
  }

  @Override
  public String toString() {
    return "MultiheadAttention(" + width + ", " + heads + " heads)";
  }
}

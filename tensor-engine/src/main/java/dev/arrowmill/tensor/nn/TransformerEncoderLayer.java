package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;

/**
 * Self-attention and a feed-forward net, each with a residual and a norm (Vaswani et al. 2017), on
 * [n, length, width]. Children self_attn, linear1, linear2, norm1 and norm2, as PyTorch's.
 */
public final class TransformerEncoderLayer extends Layer {
  private final MultiheadAttention attention;
  private final TransformerBlock block;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final boolean normFirst;
  private final Dropout dropout;

  private TransformerEncoderLayer(
      int width, int heads, int feedForward, double dropout, boolean gelu, boolean first, Rng rng) {
    normFirst = first;
    attention = child("self_attn", MultiheadAttention.of(width, heads, rng.fold(0)));
    attention.dropout(dropout);
    Linear linear1 = child("linear1", Linear.of(width, feedForward, rng.fold(1)));
    this.dropout = child("dropout", Dropout.of(dropout));
    Linear linear2 = child("linear2", Linear.of(feedForward, width, rng.fold(2)));
    norm1 = child("norm1", LayerNorm.of(width));
    norm2 = child("norm2", LayerNorm.of(width));
    block = new TransformerBlock(linear1, linear2, this.dropout, gelu);
  }

  /** With relu, the norms behind the residuals and no dropout. */
  public static TransformerEncoderLayer of(int width, int heads, int feedForward) {
    return of(width, heads, feedForward, 0, false, false, Init.next());
  }

  /**
   * With all settings.
   *
   * @param dropout probability in training, 0.1 in PyTorch
   * @param gelu gelu instead of relu
   * @param normFirst norms before the two parts instead of behind the residuals
   */
  public static TransformerEncoderLayer of(
      int width,
      int heads,
      int feedForward,
      double dropout,
      boolean gelu,
      boolean normFirst,
      Rng rng) {
    return new TransformerEncoderLayer(width, heads, feedForward, dropout, gelu, normFirst, rng);
  }

  /** Whether inputs are [n, length, width] instead of [length, n, width]; returns this layer. */
  public TransformerEncoderLayer batchFirst(boolean on) {
    attention.batchFirst(on);
    return this;
  }

  @Override
  public Tensor forward(Tensor x) {
    return forward(x, AttentionMask.none());
  }

  /** With a mask on the attention. */
  public Tensor forward(Tensor x, AttentionMask mask) {
    if (normFirst) {
      Tensor y = x.add(attend(norm1.call(x), mask));
      return y.add(block.run(norm2.call(y)));
    }
    Tensor y = norm1.call(x.add(attend(x, mask)));
    return norm2.call(y.add(block.run(y)));
  }

  private Tensor attend(Tensor x, AttentionMask mask) {
    return dropout.forward(attention.forward(x, x, x, mask));
  }

  @Override
  public String toString() {
    return "TransformerEncoderLayer(" + attention + ")";
  }
}

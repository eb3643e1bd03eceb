package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;

/**
 * Self-attention, attention to an encoder's result and a feed-forward net, each with a residual and
 * a norm (Vaswani et al. 2017), on [n, length, width]. Children as PyTorch's.
 */
public final class TransformerDecoderLayer extends Module {
  private final MultiheadAttention own;
  private final MultiheadAttention cross;
  private final TransformerBlock block;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final LayerNorm norm3;
  private final Dropout dropout;
  private final boolean normFirst;

  private TransformerDecoderLayer(
      int width, int heads, int feedForward, double dropout, boolean gelu, boolean first, Rng rng) {
    normFirst = first;
    own = child("self_attn", MultiheadAttention.of(width, heads, rng.fold(0)));
    cross = child("multihead_attn", MultiheadAttention.of(width, heads, rng.fold(1)));
    own.dropout(dropout);
    cross.dropout(dropout);
    Linear linear1 = child("linear1", Linear.of(width, feedForward, rng.fold(2)));
    this.dropout = child("dropout", Dropout.of(dropout));
    Linear linear2 = child("linear2", Linear.of(feedForward, width, rng.fold(3)));
    norm1 = child("norm1", LayerNorm.of(width));
    norm2 = child("norm2", LayerNorm.of(width));
    norm3 = child("norm3", LayerNorm.of(width));
    block = new TransformerBlock(linear1, linear2, this.dropout, gelu);
  }

  /** With relu, the norms behind the residuals and no dropout. */
  public static TransformerDecoderLayer of(int width, int heads, int feedForward) {
    return of(width, heads, feedForward, 0, false, false, Init.next());
  }

  /** With all settings, as {@link TransformerEncoderLayer#of}. */
  public static TransformerDecoderLayer of(
      int width,
      int heads,
      int feedForward,
      double dropout,
      boolean gelu,
      boolean normFirst,
      Rng rng) {
    return new TransformerDecoderLayer(width, heads, feedForward, dropout, gelu, normFirst, rng);
  }

  /**
   * The decoder's next states.
   *
   * @param x [n, length, width]
   * @param memory the encoder's result, [n, other length, width]
   * @param mask on the self-attention, usually causal
   * @param memoryMask on the attention to the memory
   */
  public Tensor forward(Tensor x, Tensor memory, AttentionMask mask, AttentionMask memoryMask) {
    if (normFirst) {
      Tensor n = norm1.call(x);
      Tensor y = x.add(dropout.forward(own.forward(n, n, n, mask)));
      y = y.add(dropout.forward(cross.forward(norm2.call(y), memory, memory, memoryMask)));
      return y.add(block.run(norm3.call(y)));
    }
    Tensor y = norm1.call(x.add(dropout.forward(own.forward(x, x, x, mask))));
    y = norm2.call(y.add(dropout.forward(cross.forward(y, memory, memory, memoryMask))));
    return norm3.call(y.add(block.run(y)));
  }

  @Override
  public String toString() {
    return "TransformerDecoderLayer(" + own + ")";
  }
}

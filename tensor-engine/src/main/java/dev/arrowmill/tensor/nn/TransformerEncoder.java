package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encoder layers one after the other, with a norm at the end if wanted. Children layers and norm.
 */
public final class TransformerEncoder extends Layer {
  private final List<TransformerEncoderLayer> layers;
  private final @Nullable LayerNorm norm;

  private TransformerEncoder(List<TransformerEncoderLayer> layers, @Nullable LayerNorm norm) {
    this.layers = List.copyOf(layers);
    child("layers", ModuleList.of(layers));
    this.norm = norm == null ? null : child("norm", norm);
  }

  /** In the order given. */
  public static TransformerEncoder of(
      List<TransformerEncoderLayer> layers, @Nullable LayerNorm norm) {
    return new TransformerEncoder(layers, norm);
  }

  @Override
  public Tensor forward(Tensor x) {
    return forward(x, AttentionMask.none());
  }

  /** With a mask on every layer's attention. */
  public Tensor forward(Tensor x, AttentionMask mask) {
    Tensor y = x;
    for (TransformerEncoderLayer l : layers) {
      y = l.forward(y, mask);
    }
    return norm == null ? y : norm.call(y);
  }

  @Override
  public String toString() {
    return "TransformerEncoder(" + layers.size() + " layers)";
  }
}

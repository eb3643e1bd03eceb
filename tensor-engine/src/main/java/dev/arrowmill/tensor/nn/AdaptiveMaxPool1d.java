package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.MaxPool;
import java.util.Arrays;

/**
 * The largest element of windows that share the input out evenly, so that the result has given
 * sizes.
 */
public final class AdaptiveMaxPool1d extends Layer {
  private final int[] out;

  private AdaptiveMaxPool1d(int[] out) {
    this.out = ConvSpec.spread("AdaptiveMaxPool1d", "output size", out, 1);
  }

  /** With the result's spatial sizes. */
  public static AdaptiveMaxPool1d of(int... out) {
    return new AdaptiveMaxPool1d(out);
  }

  @Override
  public Tensor forward(Tensor x) {
    return MaxPool.adaptive(x, out);
  }

  /** Where the largest elements lie: int64 row-major places in their plane. */
  public Tensor indices(Tensor x) {
    return MaxPool.adaptiveIndices(x, out);
  }

  @Override
  public String toString() {
    return "AdaptiveMaxPool1d(" + Arrays.toString(out) + ")";
  }
}

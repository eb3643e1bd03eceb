package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.MaxPool;
import java.util.Arrays;

/**
 * The largest element of windows that share the input out evenly, so that the result has given
 * sizes.
 */
public final class AdaptiveMaxPool2d extends Layer {
  private final int[] out;

  private AdaptiveMaxPool2d(int[] out) {
    this.out = ConvSpec.spread("AdaptiveMaxPool2d", "output size", out, 2);
  }

  /** With the result's spatial sizes. */
  public static AdaptiveMaxPool2d of(int... out) {
    return new AdaptiveMaxPool2d(out);
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
    return "AdaptiveMaxPool2d(" + Arrays.toString(out) + ")";
  }
}

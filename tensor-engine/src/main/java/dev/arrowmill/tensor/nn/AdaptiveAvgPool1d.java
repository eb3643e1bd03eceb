package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.AvgPool;
import java.util.Arrays;

/** The mean of windows that share the input out evenly, so that the result has given sizes. */
public final class AdaptiveAvgPool1d extends Layer {
  private final int[] out;

  private AdaptiveAvgPool1d(int[] out) {
    this.out = ConvSpec.spread("AdaptiveAvgPool1d", "output size", out, 1);
  }

  /** With the result's spatial sizes. */
  public static AdaptiveAvgPool1d of(int... out) {
    return new AdaptiveAvgPool1d(out);
  }

  @Override
  public Tensor forward(Tensor x) {
    return AvgPool.adaptive(x, out);
  }

  @Override
  public String toString() {
    return "AdaptiveAvgPool1d(" + Arrays.toString(out) + ")";
  }
}

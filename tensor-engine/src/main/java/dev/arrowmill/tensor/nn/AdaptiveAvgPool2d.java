package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.AvgPool;
import java.util.Arrays;

/** The mean of windows that share the input out evenly, so that the result has given sizes. */
public final class AdaptiveAvgPool2d extends Layer {
  private final int[] out;

  private AdaptiveAvgPool2d(int[] out) {
    this.out = ConvSpec.spread("AdaptiveAvgPool2d", "output size", out, 2);
  }

  /** With the result's spatial sizes. */
  public static AdaptiveAvgPool2d of(int... out) {
    return new AdaptiveAvgPool2d(out);
  }

  @Override
  public Tensor forward(Tensor x) {
    return AvgPool.adaptive(x, out);
  }

  @Override
  public String toString() {
    return "AdaptiveAvgPool2d(" + Arrays.toString(out) + ")";
  }
}

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.AvgPool;
import java.util.Arrays;

/** The mean of each window over 1 spatial dimension: [..., channels, ...]; immutable settings. */
public final class AvgPool1d extends Layer {
  private final int[] kernel;
  private final int[] stride;
  private final int[] padding;
  private final boolean countPad;
  private final boolean ceil;

  private AvgPool1d(int[] kernel, int[] stride, int[] padding, boolean countPad, boolean ceil) {
    this.kernel = ConvSpec.spread("AvgPool1d", "kernel", kernel, 1);
    this.stride = ConvSpec.spread("AvgPool1d", "stride", stride, 1);
    this.padding = ConvSpec.spread("AvgPool1d", "padding", padding, 1);
    this.countPad = countPad;
    this.ceil = ceil;
  }

  /** With windows side by side. */
  public static AvgPool1d of(int... kernel) {
    return new AvgPool1d(kernel, kernel, new int[] {0}, true, false);
  }

  /** With steps between windows. */
  public AvgPool1d stride(int... s) {
    return new AvgPool1d(kernel, s, padding, countPad, ceil);
  }

  /** With padding on both sides, at most half of the kernel. */
  public AvgPool1d padding(int... p) {
    return new AvgPool1d(kernel, stride, p, countPad, ceil);
  }

  /** Whether a last, partial window counts. */
  public AvgPool1d ceilMode(boolean on) {
    return new AvgPool1d(kernel, stride, padding, countPad, on);
  }

  /** Whether padded zeros count in the mean; on until set. */
  public AvgPool1d countPadding(boolean on) {
    return new AvgPool1d(kernel, stride, padding, on, ceil);
  }

  @Override
  public Tensor forward(Tensor x) {
    return AvgPool.of(x, kernel, stride, padding, ceil, countPad, 0);
  }

  @Override
  public String toString() {
    return "AvgPool1d(" + Arrays.toString(kernel) + ", stride " + Arrays.toString(stride) + ")";
  }
}

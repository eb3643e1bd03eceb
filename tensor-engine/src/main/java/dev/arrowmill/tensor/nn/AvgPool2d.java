package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.AvgPool;
import java.util.Arrays;

/** The mean of each window over 2 spatial dimensions: [..., channels, ...]; immutable settings. */
public final class AvgPool2d extends Layer {
  private final int[] kernel;
  private final int[] stride;
  private final int[] padding;
  private final boolean countPad;
  private final boolean ceil;

  private AvgPool2d(int[] kernel, int[] stride, int[] padding, boolean countPad, boolean ceil) {
    this.kernel = ConvSpec.spread("AvgPool2d", "kernel", kernel, 2);
    this.stride = ConvSpec.spread("AvgPool2d", "stride", stride, 2);
    this.padding = ConvSpec.spread("AvgPool2d", "padding", padding, 2);
    this.countPad = countPad;
    this.ceil = ceil;
  }

  /** With windows side by side. */
  public static AvgPool2d of(int... kernel) {
    return new AvgPool2d(kernel, kernel, new int[] {0}, true, false);
  }

  /** With steps between windows. */
  public AvgPool2d stride(int... s) {
    return new AvgPool2d(kernel, s, padding, countPad, ceil);
  }

  /** With padding on both sides, at most half of the kernel. */
  public AvgPool2d padding(int... p) {
    return new AvgPool2d(kernel, stride, p, countPad, ceil);
  }

  /** Whether a last, partial window counts. */
  public AvgPool2d ceilMode(boolean on) {
    return new AvgPool2d(kernel, stride, padding, countPad, on);
  }

  /** Whether padded zeros count in the mean; on until set. */
  public AvgPool2d countPadding(boolean on) {
    return new AvgPool2d(kernel, stride, padding, on, ceil);
  }

  @Override
  public Tensor forward(Tensor x) {
    return AvgPool.of(x, kernel, stride, padding, ceil, countPad, 0);
  }

  @Override
  public String toString() {
    return "AvgPool2d(" + Arrays.toString(kernel) + ", stride " + Arrays.toString(stride) + ")";
  }
}

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.MaxPool;
import java.util.Arrays;

/**
 * The largest element of each window over 1 spatial dimension: [..., channels, ...]; immutable
 * settings.
 */
public final class MaxPool1d extends Layer {
  private final int[] kernel;
  private final int[] stride;
  private final int[] padding;
  private final int[] dilation;
  private final boolean ceil;

  private MaxPool1d(int[] kernel, int[] stride, int[] padding, int[] dilation, boolean ceil) {
    this.kernel = ConvSpec.spread("MaxPool1d", "kernel", kernel, 1);
    this.stride = ConvSpec.spread("MaxPool1d", "stride", stride, 1);
    this.padding = ConvSpec.spread("MaxPool1d", "padding", padding, 1);
    this.dilation = ConvSpec.spread("MaxPool1d", "dilation", dilation, 1);
    this.ceil = ceil;
  }

  /** With windows side by side. */
  public static MaxPool1d of(int... kernel) {
    return new MaxPool1d(kernel, kernel, new int[] {0}, new int[] {1}, false);
  }

  /** With steps between windows. */
  public MaxPool1d stride(int... s) {
    return new MaxPool1d(kernel, s, padding, dilation, ceil);
  }

  /** With padding on both sides, at most half of the kernel. */
  public MaxPool1d padding(int... p) {
    return new MaxPool1d(kernel, stride, p, dilation, ceil);
  }

  /** Whether a last, partial window counts. */
  public MaxPool1d ceilMode(boolean on) {
    return new MaxPool1d(kernel, stride, padding, dilation, on);
  }

  /** With distances between the elements of a window. */
  public MaxPool1d dilation(int... d) {
    return new MaxPool1d(kernel, stride, padding, d, ceil);
  }

  @Override
  public Tensor forward(Tensor x) {
    return MaxPool.of(x, kernel, stride, padding, dilation, ceil);
  }

  /**
   * Where the largest elements lie: int64 row-major places in their plane, [..., channels, ...].
   */
  public Tensor indices(Tensor x) {
    return MaxPool.indices(x, kernel, stride, padding, dilation, ceil);
  }

  @Override
  public String toString() {
    return "MaxPool1d(" + Arrays.toString(kernel) + ", stride " + Arrays.toString(stride) + ")";
  }
}

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.MaxPool;
import java.util.Arrays;

/**
 * The largest element of each window over 2 spatial dimensions: [..., channels, ...]; immutable
 * settings.
 */
public final class MaxPool2d extends Layer {
  private final int[] kernel;
  private final int[] stride;
  private final int[] padding;
  private final int[] dilation;
  private final boolean ceil;

  private MaxPool2d(int[] kernel, int[] stride, int[] padding, int[] dilation, boolean ceil) {
    this.kernel = ConvSpec.spread("MaxPool2d", "kernel", kernel, 2);
    this.stride = ConvSpec.spread("MaxPool2d", "stride", stride, 2);
    this.padding = ConvSpec.spread("MaxPool2d", "padding", padding, 2);
    this.dilation = ConvSpec.spread("MaxPool2d", "dilation", dilation, 2);
    this.ceil = ceil;
  }

  /** With windows side by side. */
  public static MaxPool2d of(int... kernel) {
    return new MaxPool2d(kernel, kernel, new int[] {0}, new int[] {1}, false);
  }

  /** With steps between windows. */
  public MaxPool2d stride(int... s) {
    return new MaxPool2d(kernel, s, padding, dilation, ceil);
  }

  /** With padding on both sides, at most half of the kernel. */
  public MaxPool2d padding(int... p) {
    return new MaxPool2d(kernel, stride, p, dilation, ceil);
  }

  /** Whether a last, partial window counts. */
  public MaxPool2d ceilMode(boolean on) {
    return new MaxPool2d(kernel, stride, padding, dilation, on);
  }

  /** With distances between the elements of a window. */
  public MaxPool2d dilation(int... d) {
    return new MaxPool2d(kernel, stride, padding, d, ceil);
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
    return "MaxPool2d(" + Arrays.toString(kernel) + ", stride " + Arrays.toString(stride) + ")";
  }
}

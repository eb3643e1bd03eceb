package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** Turns channels into pixels: [..., c r r, h, w] to [..., c, h r, w r] (Shi et al. 2016). */
public final class PixelShuffle extends Layer {
  private final int factor;

  private PixelShuffle(int factor) {
    if (factor < 1) {
      throw new IllegalArgumentException("PixelShuffle: factor must be positive, got " + factor);
    }
    this.factor = factor;
  }

  /** With a factor on height and width. */
  public static PixelShuffle of(int factor) {
    return new PixelShuffle(factor);
  }

  @Override
  public Tensor forward(Tensor x) {
    int r = factor;
    if (x.rank() != 4 || x.size(1) % (r * r) != 0) {
      throw new IllegalArgumentException(
          "PixelShuffle: expected [n, channels divisible by "
              + r * r
              + ", h, w], got "
              + x.shape());
    }
    int c = x.size(1) / (r * r);
    int h = x.size(2);
    int w = x.size(3);
    return x.reshape(x.size(0), c, r, r, h, w)
        .permute(0, 1, 4, 2, 5, 3)
        .reshape(x.size(0), c, h * r, w * r);
  }

  @Override
  public String toString() {
    return "PixelShuffle(" + factor + ")";
  }
}

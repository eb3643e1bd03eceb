package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** x / sqrt(mean(x^2) + eps) * weight over the last dimension (Zhang and Sennrich 2019). */
public final class RmsNorm extends Layer {
  private static final int[] LAST = {-1};

  private final double eps;
  private final Parameter weight;

  private RmsNorm(int width, double eps) {
    if (width < 1) {
      throw new IllegalArgumentException("RmsNorm: width must be positive, got " + width);
    }
    this.eps = eps;
    weight = parameter("weight", Tensor.ones(width));
  }

  /** With PyTorch's eps, the float32 epsilon. */
  public static RmsNorm of(int width) {
    return new RmsNorm(width, Math.ulp(1f));
  }

  /** With a given eps. */
  public static RmsNorm of(int width, double eps) {
    return new RmsNorm(width, eps);
  }

  @Override
  public Tensor forward(Tensor x) {
    int width = weight.tensor().size(0);
    if (x.rank() == 0 || x.size(-1) != width) {
      throw new IllegalArgumentException(
          "RmsNorm: the last dimension of " + x.shape() + " is not " + width);
    }
    return x.mul(x.square().mean(LAST, true).add(eps).rsqrt()).mul(weight.tensor());
  }

  @Override
  public String toString() {
    return "RmsNorm(" + weight.tensor().size(0) + ")";
  }
}

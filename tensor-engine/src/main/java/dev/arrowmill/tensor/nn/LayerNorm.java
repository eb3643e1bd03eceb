package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/**
 * (x - mean) / sqrt(var + eps) * weight + bias over the last dimension, [..., width] (Ba et al.
 * 2016). The variance is computed from the centred values, so a large mean does no harm.
 */
public final class LayerNorm extends Layer {
  private static final int[] LAST = {-1};

  private final int width;
  private final double eps;
  private final Parameter weight;
  private final Parameter bias;

  private LayerNorm(int width, double eps) {
    if (width < 1) {
      throw new IllegalArgumentException("LayerNorm: width must be positive, got " + width);
    }
    this.width = width;
    this.eps = eps;
    weight = parameter("weight", Tensor.ones(width));
    bias = parameter("bias", Tensor.zeros(width));
  }

  /** With eps 1e-5. */
  public static LayerNorm of(int width) {
    return new LayerNorm(width, 1e-5);
  }

  /** With a given eps. */
  public static LayerNorm of(int width, double eps) {
    return new LayerNorm(width, eps);
  }

  @Override
  public Tensor forward(Tensor x) {
    if (x.rank() == 0 || x.size(-1) != width) {
      throw new IllegalArgumentException(
          "LayerNorm: the last dimension of " + x.shape() + " is not " + width);
    }
    return apply(x, weight.tensor(), bias.tensor(), eps);
  }

  /** The same as a function. */
  public static Tensor apply(Tensor x, Tensor weight, Tensor bias, double eps) {
    Tensor rough = x.sub(x.mean(LAST, true));
    Tensor centred = rough.sub(rough.detach().mean(LAST, true));
    Tensor var = centred.square().mean(LAST, true);
    return centred.mul(var.add(eps).rsqrt()).mul(weight).add(bias);
  }

  @Override
  public String toString() {
    return "LayerNorm(" + width + ")";
  }
}

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * (x - mean) / sqrt(var + eps) * weight + bias over the last dimensions (Ba et al. 2016). The
 * variance is computed from the centred values, so a large mean does no harm.
 */
public final class LayerNorm extends Layer {
  private final int[] sizes;
  private final double eps;
  private final @Nullable Parameter weight;
  private final @Nullable Parameter bias;

  private LayerNorm(int[] sizes, double eps, boolean affine) {
    if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(s -> s < 1)) {
      throw new IllegalArgumentException(
          "LayerNorm: width must be positive, got " + Arrays.toString(sizes));
    }
    this.sizes = sizes;
    this.eps = eps;
    weight = affine ? parameter("weight", Tensor.ones(sizes)) : null;
    bias = affine ? parameter("bias", Tensor.zeros(sizes)) : null;
  }

  /** Over the last dimension, with eps 1e-5. */
  public static LayerNorm of(int width) {
    return new LayerNorm(new int[] {width}, 1e-5, true);
  }

  /** Over the last dimension, with a given eps. */
  public static LayerNorm of(int width, double eps) {
    return new LayerNorm(new int[] {width}, eps, true);
  }

  /** Over the last dimensions of given sizes, with or without weight and bias. */
  public static LayerNorm of(int[] sizes, double eps, boolean affine) {
    return new LayerNorm(sizes.clone(), eps, affine);
  }

  @Override
  public Tensor forward(Tensor x) {
    int lead = x.rank() - sizes.length;
    boolean fits = lead >= 0;
    for (int i = 0; fits && i < sizes.length; i++) {
      fits = x.size(lead + i) == sizes[i];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "LayerNorm: the last dimensions of " + x.shape() + " are not " + Arrays.toString(sizes));
    }
    Tensor w = weight == null ? null : weight.tensor();
    Tensor b = bias == null ? null : bias.tensor();
    return dev.arrowmill.tensor.op.LayerNorm.of(x, sizes.length, w, b, eps);
  }

  /** The same over the last dimension as a function. */
  public static Tensor apply(Tensor x, Tensor weight, Tensor bias, double eps) {
    return dev.arrowmill.tensor.op.LayerNorm.of(x, weight.rank(), weight, bias, eps);
  }

  @Override
  public String toString() {
    return sizes.length == 1
        ? "LayerNorm(" + sizes[0] + ")"
        : "LayerNorm(" + Arrays.toString(sizes) + ")";
  }
}

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Normalises groups of channels of each sample (Wu and He 2018); with as many groups as channels
 * {@link #instance}. [n, channels, ...]; parameters weight and bias, [channels].
 */
public final class GroupNorm extends Layer {
  private final String name;
  private final int groups;
  private final int channels;
  private final double eps;
  private final @Nullable Parameter weight;
  private final @Nullable Parameter bias;

  private GroupNorm(String name, int groups, int channels, double eps, boolean affine) {
    if (groups < 1 || channels < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          name + ": " + channels + " channels cannot be split into " + groups + " groups");
    }
    this.name = name;
    this.groups = groups;
    this.channels = channels;
    this.eps = eps;
    weight = affine ? parameter("weight", Tensor.ones(channels)) : null;
    bias = affine ? parameter("bias", Tensor.zeros(channels)) : null;
  }

  /** With weight and bias, eps 1e-5. */
  public static GroupNorm of(int groups, int channels) {
    return new GroupNorm("GroupNorm", groups, channels, 1e-5, true);
  }

  /** With a given eps, with or without weight and bias. */
  public static GroupNorm of(int groups, int channels, double eps, boolean affine) {
    return new GroupNorm("GroupNorm", groups, channels, eps, affine);
  }

  /** PyTorch's InstanceNorm1d, 2d and 3d, without running statistics: each channel by itself. */
  public static GroupNorm instance(int channels, double eps, boolean affine) {
    return new GroupNorm("InstanceNorm", channels, channels, eps, affine);
  }

  @Override
  public Tensor forward(Tensor x) {
    if (x.rank() < 2 || x.size(1) != channels) {
      throw new IllegalArgumentException(
          name + ": expected [n, " + channels + ", ...], got " + x.shape());
    }
    int inner = channels / groups;
    for (int i = 2; i < x.rank(); i++) {
      inner *= x.size(i);
    }
    Tensor rows = x.reshape(x.size(0), groups, inner);
    Tensor y = dev.arrowmill.tensor.op.LayerNorm.of(rows, 1, null, null, eps);
    y = y.reshape(x.shape().dims());
    if (weight == null || bias == null) {
      return y;
    }
    int[] dims = new int[x.rank()];
    Arrays.fill(dims, 1);
    dims[1] = channels;
    return y.mul(weight.tensor().reshape(dims)).add(bias.tensor().reshape(dims));
  }

  @Override
  public String toString() {
    return groups == channels && name.startsWith("I")
        ? name + "(" + channels + ")"
        : name + "(" + groups + ", " + channels + ")";
  }
}

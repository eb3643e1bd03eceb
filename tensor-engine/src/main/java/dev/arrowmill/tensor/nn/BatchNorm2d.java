package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of [n, channels, height, width]; see {@link #of}.
 */
public final class BatchNorm2d extends BatchNormNd {
  private BatchNorm2d(int channels, double eps, double momentum, boolean affine) {
    super(channels, eps, momentum, affine);
  }

  /** With weight and bias, eps 1e-5, momentum 0.1. */
  public static BatchNorm2d of(int channels) {
    return new BatchNorm2d(channels, 1e-5, 0.1, true);
  }

  /** With all settings. */
  public static BatchNorm2d of(int channels, double eps, double momentum, boolean affine) {
    return new BatchNorm2d(channels, eps, momentum, affine);
  }

  @Override
  boolean fits(Tensor x) {
    return x.rank() == 4;
  }
}

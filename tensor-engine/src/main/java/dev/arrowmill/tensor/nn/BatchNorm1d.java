package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of [n, channels] or [n, channels, length]; see
 * {@link #of}.
 */
public final class BatchNorm1d extends BatchNormNd {
  private BatchNorm1d(int channels, double eps, double momentum, boolean affine) {
    super(channels, eps, momentum, affine);
  }

  /** With weight and bias, eps 1e-5, momentum 0.1. */
  public static BatchNorm1d of(int channels) {
    return new BatchNorm1d(channels, 1e-5, 0.1, true);
  }

  /** With all settings. */
  public static BatchNorm1d of(int channels, double eps, double momentum, boolean affine) {
    return new BatchNorm1d(channels, eps, momentum, affine);
  }

  @Override
  boolean fits(Tensor x) {
    return x.rank() == 2 || x.rank() == 3;
  }
}

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import java.util.List;

/**
 * x / (k + alpha mean of x^2 over neighbouring channels)^beta (Krizhevsky et al. 2012), [n,
 * channels, ...].
 */
public final class LocalResponseNorm extends Layer {
  private final int size;
  private final double alpha;
  private final double beta;
  private final double k;

  private LocalResponseNorm(int size, double alpha, double beta, double k) {
    if (size < 1) {
      throw new IllegalArgumentException("LocalResponseNorm: size must be positive, got " + size);
    }
    this.size = size;
    this.alpha = alpha;
    this.beta = beta;
    this.k = k;
  }

  /** Over so many channels; alpha 1e-4, beta 0.75, k 1. */
  public static LocalResponseNorm of(int size) {
    return new LocalResponseNorm(size, 1e-4, 0.75, 1);
  }

  /** With all settings. */
  public static LocalResponseNorm of(int size, double alpha, double beta, double k) {
    return new LocalResponseNorm(size, alpha, beta, k);
  }

  @Override
  public Tensor forward(Tensor x) {
    if (x.rank() < 2) {
      throw new IllegalArgumentException(
          "LocalResponseNorm: expected [n, channels, ...], got " + x.shape());
    }
    int channels = x.size(1);
    Tensor squares = x.square();
    Tensor edge = squares.slice(1, 0, 1).detach().mul(0);
    int[] dims = x.shape().dims();
    Tensor sum = squares;
    if (size > 1) {
      dims[1] = size / 2;
      Tensor low = edge.expand(dims);
      dims[1] = (size - 1) / 2;
      List<Tensor> parts =
          size == 2 ? List.of(low, squares) : List.of(low, squares, edge.expand(dims));
      Tensor padded = Tensor.cat(parts, 1);
      sum = padded.slice(1, 0, channels);
      for (int i = 1; i < size; i++) {
        sum = sum.add(padded.slice(1, i, i + channels));
      }
    }
    return x.div(sum.mul(alpha / size).add(k).pow(beta));
  }

  @Override
  public String toString() {
    return "LocalResponseNorm(" + size + ")";
  }
}

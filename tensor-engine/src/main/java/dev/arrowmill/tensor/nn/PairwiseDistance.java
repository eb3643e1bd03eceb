package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** The p-norm of a - b + eps over the last dimension. */
public final class PairwiseDistance extends Module {
  private static final int[] LAST = {-1};

  private final double p;
  private final double eps;
  private final boolean keepDim;

  private PairwiseDistance(double p, double eps, boolean keepDim) {
    this.p = p;
    this.eps = eps;
    this.keepDim = keepDim;
  }

  /** The Euclidean distance with eps 1e-6. */
  public static PairwiseDistance of() {
    return new PairwiseDistance(2, 1e-6, false);
  }

  /** With its norm, a small number against a root of 0, and whether the dimension stays. */
  public static PairwiseDistance of(double p, double eps, boolean keepDim) {
    return new PairwiseDistance(p, eps, keepDim);
  }

  /** Distances [...] of rows [..., width]. */
  public Tensor forward(Tensor a, Tensor b) {
    return apply(a, b, p, eps, keepDim);
  }

  /** The same as a function. */
  public static Tensor apply(Tensor a, Tensor b, double p, double eps, boolean keepDim) {
    Tensor d = a.sub(b).add(eps);
    if (p == 2) {
      return d.square().sum(LAST, keepDim).sqrt();
    }
    if (p == 1) {
      return d.abs().sum(LAST, keepDim);
    }
    if (p == Double.POSITIVE_INFINITY) {
      return d.abs().amax(LAST, keepDim);
    }
    return d.abs().pow(p).sum(LAST, keepDim).pow(1 / p);
  }

  @Override
  public String toString() {
    return "PairwiseDistance(" + p + ")";
  }
}

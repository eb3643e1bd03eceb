package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.DropoutMask;
import dev.arrowmill.tensor.random.Rng;

/**
 * Dropout that keeps mean 0 and variance 1 of what a selu gives: with probability p an element
 * becomes selu's limit s = -1.7581, then a x + b with a = (q + s^2 q p)^(-1/2), b = -a p s, q = 1 -
 * p (Klambauer et al. 2017). The mask is drawn as {@link Dropout} draws it, from {@link Rng#scope}.
 */
public final class AlphaDropout extends Layer {
  private static final double LIMIT = -1.7580993408473766;

  private final float p;
  private final double a;
  private final double b;

  private AlphaDropout(float p) {
    if (!(p >= 0 && p < 1)) {
      throw new IllegalArgumentException("AlphaDropout: p must lie in [0, 1), got " + p);
    }
    this.p = p;
    double q = 1 - p;
    this.a = 1 / Math.sqrt(q + LIMIT * LIMIT * q * p);
    this.b = -a * p * LIMIT;
  }

  /** With a probability in [0, 1). */
  public static AlphaDropout of(double p) {
    return new AlphaDropout((float) p);
  }

  /**
   * x itself in evaluation, or for p = 0.
   *
   * @throws IllegalStateException in training outside of a scope
   */
  @Override
  public Tensor forward(Tensor x) {
    if (!isTraining() || p == 0) {
      return x;
    }
    Tensor kept = DropoutMask.of(x, p, x.rank()).gt(0);
    return x.where(kept, LIMIT).mul(a).add(b);
  }

  @Override
  public String toString() {
    return "AlphaDropout(" + p + ")";
  }
}

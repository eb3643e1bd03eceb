package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.DropoutMask;
import dev.arrowmill.tensor.random.Rng;

/**
 * Zeroes elements with probability p in training and scales the rest by 1 / (1 - p) (Srivastava et
 * al. 2014). The mask is drawn from the thread's {@link Rng#scope}, so it depends on the key, the
 * place in the network and the element only.
 */
public final class Dropout extends Layer {
  private final float p;
  private final boolean channels;

  private Dropout(float p, boolean channels) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("Dropout: p must lie in [0, 1], got " + p);
    }
    this.p = p;
    this.channels = channels;
  }

  /** With a probability in [0, 1]. */
  public static Dropout of(double p) {
    return new Dropout((float) p, false);
  }

  /** Of whole channels of [n, channels, ...]: PyTorch's Dropout1d, Dropout2d and Dropout3d. */
  public static Dropout ofChannels(double p) {
    return new Dropout((float) p, true);
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
    return x.mul(DropoutMask.of(x, p, channels ? 2 : x.rank()));
  }

  @Override
  public String toString() {
    return "Dropout(" + p + (channels ? ", channels)" : ")");
  }
}

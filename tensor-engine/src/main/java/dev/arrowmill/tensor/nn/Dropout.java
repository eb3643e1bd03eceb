package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;

/**
 * Zeroes elements with probability p in training and scales the rest by 1 / (1 - p) (Srivastava et
 * al. 2014). The mask is drawn from the thread's {@link Rng#scope}, so it depends on the key, the
 * place in the network and the element only.
 */
public final class Dropout extends Layer {
  private final float p;

  private Dropout(float p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("Dropout: p must lie in [0, 1], got " + p);
    }
    this.p = p;
  }

  /** With a probability in [0, 1]. */
  public static Dropout of(double p) {
    return new Dropout((float) p);
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
    Rng rng = Rng.nextInScope();
    if (rng == null) {
      throw new IllegalStateException(
          "Dropout: no random scope on this thread; wrap the forward pass in"
              + " Rng.scope(seed, step, shard), or call eval()");
    }
    return x.mul(mask(rng, x));
  }

  private Tensor mask(Rng rng, Tensor x) {
    Tensor mask = Tensor.rand(rng, x.shape().dims());
    float[] m = mask.floats();
    float keep = p == 1 ? 0 : 1 / (1 - p);
    for (int i = 0; i < m.length; i++) {
      m[i] = m[i] < p ? 0f : keep;
    }
    return x.dtype() == DType.FLOAT32 ? mask : mask.toType(x.dtype());
  }

  @Override
  public String toString() {
    return "Dropout(" + p + ")";
  }
}

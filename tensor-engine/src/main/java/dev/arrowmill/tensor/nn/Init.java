package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;

/** Initial values, from an explicit generator or from this thread's seeded sequence. */
public final class Init {
  private static final ThreadLocal<long[]> SEQUENCE = ThreadLocal.withInitial(() -> new long[2]);

  private Init() {}

  /** Starts this thread's sequence anew: layers made next draw from (seed, 0), (seed, 1), ... */
  public static void seed(long seed) {
    SEQUENCE.set(new long[] {seed, 0});
  }

  /** The next generator of this thread's sequence; the seed is 0 until {@link #seed} is called. */
  public static Rng next() {
    long[] s = SEQUENCE.get();
    return Rng.of(s[0]).fold(s[1]++);
  }

  /** Uniform float32 in {@code [-bound, bound)}. */
  public static Tensor uniform(Rng rng, double bound, int... shape) {
    Tensor t = Tensor.rand(rng, shape);
    float[] a = t.floats();
    float scale = (float) (2 * bound);
    float low = (float) -bound;
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.fma(a[i], scale, low);
    }
    return t;
  }

  /**
   * PyTorch's default for Linear: He et al. (2015) uniform with a = sqrt(5), that is bound 1 /
   * sqrt(fanIn).
   */
  public static Tensor kaimingUniform(Rng rng, int fanIn, int... shape) {
    return uniform(rng, fanIn == 0 ? 0 : 1 / Math.sqrt(fanIn), shape);
  }

  /** Glorot and Bengio (2010) uniform: bound sqrt(6 / (fanIn + fanOut)). */
  public static Tensor xavierUniform(Rng rng, int fanIn, int fanOut, int... shape) {
    return uniform(rng, Math.sqrt(6.0 / (fanIn + fanOut)), shape);
  }

  /** Normal float32 with mean 0. */
  public static Tensor normal(Rng rng, double std, int... shape) {
    Tensor t = Tensor.randn(rng, shape);
    float[] a = t.floats();
    for (int i = 0; i < a.length; i++) {
      a[i] *= (float) std;
    }
    return t;
  }
}

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

  /** Glorot and Bengio (2010) normal: std sqrt(2 / (fanIn + fanOut)). */
  public static Tensor xavierNormal(Rng rng, int fanIn, int fanOut, int... shape) {
    return normal(rng, Math.sqrt(2.0 / (fanIn + fanOut)), shape);
  }

  /** He et al. (2015) normal for relu: std sqrt(2 / fanIn). */
  public static Tensor kaimingNormal(Rng rng, int fanIn, int... shape) {
    return normal(rng, fanIn == 0 ? 0 : Math.sqrt(2.0 / fanIn), shape);
  }

  /** Normal float32 with mean 0, drawn again where it lies outside of [lo, hi]. */
  public static Tensor truncatedNormal(Rng rng, double std, double lo, double hi, int... shape) {
    if (!(lo < hi && lo < 3 * std && hi > -3 * std)) {
      throw new IllegalArgumentException(
          "truncatedNormal: [" + lo + ", " + hi + "] is empty or far from 0, std " + std);
    }
    Tensor t = normal(rng, std, shape);
    float[] a = t.floats();
    int left = 1;
    for (int round = 1; left > 0; round++) {
      float[] again = normal(rng.fold(round), std, shape).floats();
      left = 0;
      for (int i = 0; i < a.length; i++) {
        a[i] = a[i] >= lo && a[i] <= hi ? a[i] : again[i];
        left += a[i] >= lo && a[i] <= hi ? 0 : 1;
      }
    }
    return t;
  }

  /**
   * Rows (or columns, when there are more rows than columns) of length gain at right angles (Saxe
   * et al. 2014), from a normal matrix by Gram and Schmidt in float64.
   */
  public static Tensor orthogonal(Rng rng, double gain, int rows, int columns) {
    int n = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double[][] v = new double[n][length];
    for (int i = 0; i < n; i++) {
      float[] draws = Tensor.randn(rng.fold(i), length).floats();
      for (int j = 0; j < length; j++) {
        v[i][j] = draws[j];
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < i; k++) {
          remove(v[i], v[k]);
        }
      }
      double norm = Math.sqrt(dot(v[i], v[i]));
      for (int j = 0; j < length; j++) {
        v[i][j] /= norm;
      }
    }
    Tensor t = Tensor.zeros(rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        t.floats()[r * columns + c] = (float) (gain * (rows <= columns ? v[r][c] : v[c][r]));
      }
    }
    return t;
  }

  private static void remove(double[] a, double[] unit) {
    double d = dot(a, unit);
    for (int j = 0; j < a.length; j++) {
      a[j] -= d * unit[j];
    }
  }

  private static double dot(double[] a, double[] b) {
    double s = 0;
    for (int j = 0; j < a.length; j++) {
      s += a[j] * b[j];
    }
    return s;
  }
}

package dev.arrowmill.tensor;

import dev.arrowmill.tensor.op.Linalg;
import dev.arrowmill.tensor.random.Rng;

/**
 * New tensors by a rule: static methods of {@code Tensor}. Random ones are keyed by a generator, so
 * the same key gives the same numbers on every machine.
 */
abstract sealed class Factories permits ElementwiseMethods {
  /** A scalar of type float32. */
  public static Tensor scalar(float value) {
    return Tensor.wrap(DType.FLOAT32, new float[] {value}, 0, Shape.SCALAR);
  }

  /** A float32 tensor of ones. */
  public static Tensor ones(int... shape) {
    return Tensor.full(DType.FLOAT32, Shape.of(shape), 1);
  }

  /** A tensor of another's type and shape whose elements all are {@code value}. */
  public static Tensor fullLike(Tensor t, double value) {
    return Tensor.full(t.dtype(), t.shape(), value);
  }

  /** The int64 numbers 0, 1, ..., n - 1. */
  public static Tensor arange(int n) {
    long[] a = new long[n];
    for (int i = 0; i < n; i++) {
      a[i] = i;
    }
    return Tensor.of(a);
  }

  /**
   * The numbers start, start + step, ... before end, each computed as start + i step.
   *
   * @throws IllegalArgumentException when step is 0 or leads away from end
   */
  public static Tensor arange(DType dtype, double start, double end, double step) {
    double n = Math.ceil((end - start) / step);
    if (step == 0 || !(n >= 0) || n > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "arange: step " + step + " does not lead from " + start + " to " + end);
    }
    Tensor t = Tensor.zeros(dtype, Shape.of((int) n));
    for (int i = 0; i < n; i++) {
      Values.set(t, i, start + i * step);
    }
    return t;
  }

  /**
   * n numbers in equal steps from start to end, both included; computed from the nearer end.
   *
   * @throws IllegalArgumentException when n is negative
   */
  public static Tensor linspace(DType dtype, double start, double end, int n) {
    Tensor t = Tensor.zeros(dtype, Shape.of(n));
    double step = (end - start) / Math.max(n - 1, 1);
    for (int i = 0; i < n; i++) {
      Values.set(t, i, i < (n + 1) / 2 ? start + i * step : end - (n - 1 - i) * step);
    }
    return t;
  }

  /** The identity matrix of size n. */
  public static Tensor eye(DType dtype, int n) {
    return Linalg.eye(dtype, n);
  }

  /** Independent float32 draws from the standard normal distribution. */
  public static Tensor randn(Rng rng, int... shape) {
    Tensor t = Tensor.zeros(shape);
    rng.normal(t.floats(), 0, t.numel());
    return t;
  }

  /** Independent float32 draws from {@code [0, 1)}. */
  public static Tensor rand(Rng rng, int... shape) {
    Tensor t = Tensor.zeros(shape);
    rng.uniform(t.floats(), 0, t.numel());
    return t;
  }

  /**
   * Independent int64 draws from {@code [low, high)}.
   *
   * @throws IllegalArgumentException when the range is empty or wider than 2^31 - 1
   */
  public static Tensor randint(Rng rng, long low, long high, int... shape) {
    if (high <= low || high - low > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "randint: needs 0 < high - low < 2^31, got low " + low + " and high " + high);
    }
    Tensor t = Tensor.zeros(DType.INT64, Shape.of(shape));
    for (int i = 0; i < t.numel(); i++) {
      t.longs()[i] = low + rng.indexAt(i, (int) (high - low));
    }
    return t;
  }

  /** 1 with the probability that p says, else 0; of p's type and shape, without gradient. */
  public static Tensor bernoulli(Rng rng, Tensor p) {
    return rand(rng, p.shape().dims()).lt(p.detach()).toType(p.dtype());
  }

  /** A random order of 0, 1, ..., n - 1, int64; every order is equally likely. */
  public static Tensor randperm(Rng rng, int n) {
    Tensor t = arange(n);
    long[] a = t.longs();
    for (int i = n - 1; i > 0; i--) {
      int j = rng.indexAt(i, i + 1);
      long x = a[i];
      a[i] = a[j];
      a[j] = x;
    }
    return t;
  }

  /**
   * Draws indices in proportion to weights.
   *
   * @param weights [n] or [rows, n], not negative
   * @param replace whether an index may be drawn again
   * @return int64, [count] or [rows, count]
   * @throws IllegalArgumentException for a negative or infinite weight, no positive one, or too few
   *     positive ones to draw without replacement
   */
  public static Tensor multinomial(Rng rng, Tensor weights, int count, boolean replace) {
    if (weights.rank() < 1 || weights.rank() > 2) {
      throw new IllegalArgumentException(
          "multinomial: weights must be [n] or [rows, n], got " + weights.shape());
    }
    int n = weights.size(-1);
    int rows = weights.rank() == 1 ? 1 : weights.size(0);
    double[] w = weights.toDoubles();
    Tensor t =
        Tensor.zeros(DType.INT64, weights.rank() == 1 ? Shape.of(count) : Shape.of(rows, count));
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < count; i++) {
        int hit = draw(w, r * n, n, rng.uniformAt((long) r * count + i));
        t.longs()[r * count + i] = hit;
        w[r * n + hit] = replace ? w[r * n + hit] : 0;
      }
    }
    return t;
  }

  private static int draw(double[] w, int from, int n, double u) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      if (!(w[from + i] >= 0 && w[from + i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "multinomial: weight " + w[from + i] + " at index " + i + " is no finite number >= 0");
      }
      sum += w[from + i];
    }
    if (sum == 0) {
      throw new IllegalArgumentException("multinomial: no positive weight is left to draw from");
    }
    double left = u * sum;
    int last = 0;
    for (int i = 0; i < n; i++) {
      if (w[from + i] > 0) {
        last = i;
        left -= w[from + i];
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }
}

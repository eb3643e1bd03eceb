package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import java.util.Locale;

/** Quantiles along a dimension. */
public final class Quantile {
  static final OpSpec SPEC =
      OpSpec.of("quantile", "quantile along a dimension, interpolated; NaN stays")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 6)},
              t -> of(t[0], 0.3, 1, false, Interpolation.LINEAR))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 5, 3)},
              t -> of(t[0], 0.6, 0, true, Interpolation.MIDPOINT));

  /** What to take between two elements. */
  public enum Interpolation {
    LINEAR,
    LOWER,
    HIGHER,
    NEAREST,
    MIDPOINT;

    /** By PyTorch's name. */
    public static Interpolation named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  private Quantile() {}

  /**
   * The element at rank q (n - 1) of the sorted dimension.
   *
   * @param q in [0, 1]
   * @throws IllegalArgumentException for q outside, integers, or an empty dimension
   */
  public static Tensor of(Tensor x, double q, int dim, boolean keepDim, Interpolation how) {
    int axis = x.shape().axis("quantile", dim);
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("quantile: q must lie in [0, 1], got " + q);
    }
    Promotion.needsFloat("quantile", x);
    Tensor line = x.rank() == 0 ? x.unsqueeze(0) : x;
    int n = line.size(axis);
    if (n == 0) {
      throw new IllegalArgumentException("quantile: shape " + x.shape() + " has nothing to reduce");
    }
    Tensor sorted = Argsort.sort(line, axis, false).values();
    double at = q * (n - 1);
    double lo = Math.floor(at);
    double hi = Math.ceil(at);
    Tensor y =
        switch (how) {
          case LINEAR -> between(sorted, axis, lo, hi, at - lo);
          case MIDPOINT -> between(sorted, axis, lo, hi, hi > lo ? 0.5 : 0);
          case LOWER -> one(sorted, axis, lo);
          case HIGHER -> one(sorted, axis, hi);
          case NEAREST -> one(sorted, axis, Math.rint(at));
        };
    Tensor last = one(sorted, axis, n - 1).detach();
    Tensor whole = Where.of(last.eq(last), y, last);
    return keepDim && x.rank() > 0 ? whole : whole.squeeze(axis);
  }

  private static Tensor one(Tensor sorted, int axis, double rank) {
    return sorted.slice(axis, (int) rank, (int) rank + 1);
  }

  private static Tensor between(Tensor sorted, int axis, double lo, double hi, double w) {
    Tensor a = one(sorted, axis, lo);
    return w == 0 ? a : Blends.lerp(a, one(sorted, axis, hi), Zeros.scalar(sorted, w));
  }
}

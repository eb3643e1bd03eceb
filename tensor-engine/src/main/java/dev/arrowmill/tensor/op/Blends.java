package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** Small elementwise formulas of several operands, as compositions. */
public final class Blends {
  private static final double INF = Double.POSITIVE_INFINITY;

  static final OpSpec ADDCDIV =
      OpSpec.of("addcdiv", "x + value a / b")
          .sample(r -> three(r, 0.4), t -> addcdiv(t[0], t[1], t[2], 0.5));
  static final OpSpec ADDCMUL =
      OpSpec.of("addcmul", "x + value a b")
          .sample(r -> three(r, -2), t -> addcmul(t[0], t[1], t[2], 0.5));
  static final OpSpec CLAMP_TENSOR =
      OpSpec.of("clampTensor", "x limited to [lo, hi], tensors")
          .sample(r -> three(r, -2), t -> clamp(t[0], t[1], t[1].add(1)));
  static final OpSpec FRAC =
      OpSpec.of("frac", "x - trunc(x); derivative 1").unary(0.1, 0.9, x -> frac(x.add(1)));
  static final OpSpec ISCLOSE =
      OpSpec.of("isclose", "true where |a - b| <= absolute + relative |b|")
          .notDifferentiable()
          .binary(-2, 2, (a, b) -> isclose(a, b, 0.5, 0.1));
  static final OpSpec LERP =
      OpSpec.of("lerp", "a + w (b - a)").sample(r -> three(r, -2), t -> lerp(t[0], t[1], t[2]));
  static final OpSpec NAN_TO_NUM =
      OpSpec.of("nanToNum", "NaN and infinities replaced by numbers")
          .unary(-2, 2, x -> nanToNum(x, 0));

  private Blends() {}

  private static Tensor[] three(dev.arrowmill.tensor.random.Rng r, double lo) {
    return new Tensor[] {
      OpSpec.uniform(r.fold(1), lo, 2, 3, 4),
      OpSpec.uniform(r.fold(2), lo, 2, 4),
      OpSpec.uniform(r.fold(3), lo, 2, 3, 1)
    };
  }

  /** x + value a b. */
  public static Tensor addcmul(Tensor x, Tensor a, Tensor b, double value) {
    return x.add(a.mul(b).mul(value));
  }

  /** x + value a / b. */
  public static Tensor addcdiv(Tensor x, Tensor a, Tensor b, double value) {
    return x.add(a.div(b).mul(value));
  }

  /** x limited to [lo, hi] elementwise; the bound takes the gradient where x lies outside. */
  public static Tensor clamp(Tensor x, Tensor lo, Tensor hi) {
    Tensor y = Where.of(x.detach().lt(lo.detach()), lo, x);
    return Where.of(y.detach().gt(hi.detach()), hi, y);
  }

  /** Whether |a - b| is at most absolute + relative |b|; equal infinities are close. */
  public static Tensor isclose(Tensor a, Tensor b, double relative, double absolute) {
    Tensor x = a.detach();
    Tensor y = b.detach();
    Tensor near = x.sub(y).abs().le(y.abs().mul(relative).add(absolute));
    return x.eq(y).or(near.and(FloatTests.isfinite(y)));
  }

  /** The fraction, of x's sign. */
  public static Tensor frac(Tensor x) {
    return x.sub(x.detach().trunc());
  }

  /** a where w is 0, b where it is 1; nearest end first, so that both ends are exact. */
  public static Tensor lerp(Tensor a, Tensor b, Tensor w) {
    Tensor d = b.sub(a);
    Tensor near = a.add(w.mul(d));
    return near.where(w.detach().abs().lt(0.5), b.sub(d.mul(w.neg().add(1))));
  }

  /** NaN becomes {@code nan}, the infinities the largest finite numbers of the type. */
  public static Tensor nanToNum(Tensor x, double nan) {
    double max =
        switch (x.dtype()) {
          case FLOAT16 -> 65504;
          case BFLOAT16 -> 0x1.fep127;
          case FLOAT64 -> Double.MAX_VALUE;
          default -> Float.MAX_VALUE;
        };
    if (!x.dtype().isFloat()) {
      return x;
    }
    Tensor d = x.detach();
    Tensor y = Where.of(d.ne(d), Zeros.scalar(x, nan), x);
    y = Where.of(d.eq(INF), Zeros.scalar(x, max), y);
    return Where.of(d.eq(-INF), Zeros.scalar(x, -max), y);
  }
}

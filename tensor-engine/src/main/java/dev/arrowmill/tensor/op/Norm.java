package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** Vector norms over dimensions, with derivative 0 where the norm is 0. */
public final class Norm {
  static final OpSpec SPEC =
      OpSpec.of("norm", "(sum |x|^p)^(1/p) over dimensions; p may be 0, inf or -inf")
          .anySizes(x -> of(x.add(3), 2.5, new int[] {1}, false))
          .unary(0.1, 2, x -> of(x, 2, new int[0], false))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, 0.2, 2, 3, 4)},
              t -> of(t[0], 3, new int[] {1}, false))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, 0.2, 2, 3, 4)},
              t -> of(t[0], Double.POSITIVE_INFINITY, new int[] {1}, true));
  static final OpSpec NORMALIZE =
      OpSpec.of("normalize", "x / max(norm, eps) along a dimension")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, 0.2, 2, 3, 4)}, t -> normalize(t[0], 2, 1));
  static final OpSpec COSINE =
      OpSpec.of("cosineSimilarity", "a b / (max(|a|, eps) max(|b|, eps)) along a dimension")
          .sample(
              r ->
                  new Tensor[] {
                    OpSpec.uniform(r.fold(1), 0.2, 2, 3, 4), OpSpec.uniform(r.fold(2), -2, 2, 3, 4)
                  },
              t -> cosineSimilarity(t[0], t[1], 1, 1e-8));
  static final OpSpec CDIST =
      OpSpec.of("cdist", "p-norm distances between the rows of [.., m, k] and [.., n, k]")
          .sample(
              r ->
                  new Tensor[] {
                    OpSpec.uniform(r.fold(1), -2, 2, 3, 4), OpSpec.uniform(r.fold(2), -2, 2, 5, 4)
                  },
              t -> cdist(t[0], t[1], 2));

  private Norm() {}

  /** The p-norm; no dimensions mean all. */
  public static Tensor of(Tensor x, double p, int[] dims, boolean keepDim) {
    Promotion.needsFloat("norm", x);
    if (p == Double.POSITIVE_INFINITY) {
      return Amax.of(x.abs(), dims, keepDim);
    }
    if (p == Double.NEGATIVE_INFINITY) {
      return Amin.of(x.abs(), dims, keepDim);
    }
    if (p == 0) {
      return Sum.of(x.detach().ne(0), dims, keepDim).toType(x.dtype());
    }
    if (p == 1) {
      return Sum.of(x.abs(), dims, keepDim);
    }
    if (p == 2) {
      return Variance.root(Sum.of(x.square(), dims, keepDim));
    }
    return power(Sum.of(power(x.abs(), p), dims, keepDim), 1 / p);
  }

  /** x to the power p for x of 0 or more, with derivative 0 at 0. */
  private static Tensor power(Tensor x, double p) {
    Tensor zero = x.detach().eq(0);
    Tensor safe = Where.of(zero, Zeros.scalar(x, 1), x).pow(p);
    Tensor atZero = Zeros.scalar(x, p > 0 ? 0 : Double.POSITIVE_INFINITY);
    return Where.of(zero, atZero, safe);
  }

  /** x divided by its norm along a dimension, the norm at least 1e-12. */
  public static Tensor normalize(Tensor x, double p, int dim) {
    return normalize(x, p, dim, 1e-12);
  }

  /** x divided by its norm along a dimension, the norm at least eps. */
  public static Tensor normalize(Tensor x, double p, int dim, double eps) {
    return x.div(of(x, p, new int[] {dim}, true).clamp(eps, Double.POSITIVE_INFINITY));
  }

  /** The cosine of the angle between a and b along a dimension; both broadcast. */
  public static Tensor cosineSimilarity(Tensor a, Tensor b, int dim, double eps) {
    Tensor x =
        a.expand(
            dev.arrowmill.tensor.Shape.broadcast("cosineSimilarity", a.shape(), b.shape()).dims());
    Tensor y = b.expand(x.shape().dims());
    int[] dims = {dim};
    Tensor na = of(x, 2, dims, false).clamp(eps, Double.POSITIVE_INFINITY);
    Tensor nb = of(y, 2, dims, false).clamp(eps, Double.POSITIVE_INFINITY);
    return Sum.of(x.mul(y), dims, false).div(na.mul(nb));
  }

  /**
   * Distances between all pairs of rows, [.., m, n].
   *
   * @throws IllegalArgumentException when the rows have different lengths
   */
  public static Tensor cdist(Tensor a, Tensor b, double p) {
    if (a.rank() < 2 || b.rank() < 2 || a.size(-1) != b.size(-1)) {
      throw new IllegalArgumentException(
          "cdist: rows differ in length, lhs " + a.shape() + ", rhs " + b.shape());
    }
    return of(a.unsqueeze(-2).sub(b.unsqueeze(-3)), p, new int[] {-1}, false);
  }
}

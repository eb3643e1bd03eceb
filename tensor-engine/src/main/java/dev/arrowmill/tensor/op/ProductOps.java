package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Products that are compositions of the matrix product. */
public final class ProductOps {
  static final OpSpec BMM =
      OpSpec.of("bmm", "matrix product of two batches [b, n, k] and [b, k, m]")
          .sample(r -> matrices(r, new int[] {2, 3, 4}, new int[] {2, 4, 5}), t -> bmm(t[0], t[1]));
  static final OpSpec BADDBMM =
      OpSpec.of("baddbmm", "beta c + alpha a b for batches")
          .sample(
              r -> matrices(r, new int[] {2, 3, 4}, new int[] {2, 4, 5}),
              t -> baddbmm(t[0].sum(), t[0], t[1], 0.5, 2));
  static final OpSpec DOT =
      OpSpec.of("dot", "sum of the products of two vectors")
          .sample(r -> matrices(r, new int[] {4}, new int[] {4}), t -> dot(t[0], t[1]));
  static final OpSpec OUTER =
      OpSpec.of("outer", "all products of two vectors, [n, m]")
          .sample(r -> matrices(r, new int[] {4}, new int[] {3}), t -> outer(t[0], t[1]));
  static final OpSpec BILINEAR =
      OpSpec.of("bilinear", "a W_k b + bias_k for each output k")
          .sample(
              r -> matrices(r, new int[] {2, 4}, new int[] {5, 4, 4}),
              t -> bilinear(t[0], t[0].square(), t[1], null));
  static final OpSpec CROSS =
      OpSpec.of("cross", "vector product along a dimension of size 3")
          .sample(r -> matrices(r, new int[] {2, 3}, new int[] {2, 3}), t -> cross(t[0], t[1], 1));

  private ProductOps() {}

  private static Tensor[] matrices(dev.arrowmill.tensor.random.Rng r, int[] a, int[] b) {
    return new Tensor[] {OpSpec.uniform(r.fold(1), -2, 2, a), OpSpec.uniform(r.fold(2), -2, 2, b)};
  }

  /**
   * One matrix product per batch.
   *
   * @throws IllegalArgumentException when an operand is not of rank 3, or sizes differ
   */
  public static Tensor bmm(Tensor a, Tensor b) {
    if (a.rank() != 3 || b.rank() != 3 || a.size(0) != b.size(0) || a.size(2) != b.size(1)) {
      throw new IllegalArgumentException(
          "bmm: needs [b, n, k] and [b, k, m], lhs " + a.shape() + ", rhs " + b.shape());
    }
    return a.matmul(b);
  }

  /** c broadcasts to the products' shape. */
  public static Tensor baddbmm(Tensor c, Tensor a, Tensor b, double beta, double alpha) {
    Tensor p = bmm(a, b);
    return (alpha == 1 ? p : p.mul(alpha)).add(beta == 1 ? c : c.mul(beta));
  }

  /**
   * The scalar product.
   *
   * @throws IllegalArgumentException when an operand is no vector, or lengths differ
   */
  public static Tensor dot(Tensor a, Tensor b) {
    if (a.rank() != 1 || b.rank() != 1 || a.size(0) != b.size(0)) {
      throw new IllegalArgumentException(
          "dot: needs two vectors of one length, lhs " + a.shape() + ", rhs " + b.shape());
    }
    return a.matmul(b);
  }

  /**
   * Products of all pairs.
   *
   * @throws IllegalArgumentException when an operand is no vector
   */
  public static Tensor outer(Tensor a, Tensor b) {
    if (a.rank() != 1 || b.rank() != 1) {
      throw new IllegalArgumentException(
          "outer: needs two vectors, lhs " + a.shape() + ", rhs " + b.shape());
    }
    return a.unsqueeze(1).mul(b.unsqueeze(0));
  }

  /**
   * A form of two inputs.
   *
   * @param a [.., n]
   * @param b [.., m]
   * @param weight [out, n, m]
   * @param bias [out], or null
   * @return [.., out]
   */
  public static Tensor bilinear(Tensor a, Tensor b, Tensor weight, @Nullable Tensor bias) {
    boolean fits = a.rank() > 0 && b.rank() == a.rank() && weight.rank() == 3;
    if (!fits || a.size(-1) != weight.size(1) || b.size(-1) != weight.size(2)) {
      throw new IllegalArgumentException(
          "bilinear: inputs "
              + a.shape()
              + " and "
              + b.shape()
              + " do not fit weight "
              + weight.shape()
              + ", expected [.., n], [.., m], [out, n, m]");
    }
    Tensor y = Einsum.of("...i,kij,...j->...k", a, weight, b);
    return bias == null ? y : y.add(bias);
  }

  /**
   * The vector product; shapes broadcast.
   *
   * @throws IllegalArgumentException when the dimension is not of size 3
   */
  public static Tensor cross(Tensor a, Tensor b, int dim) {
    int[] dims = dev.arrowmill.tensor.Shape.broadcast("cross", a.shape(), b.shape()).dims();
    Tensor x = a.expand(dims);
    Tensor w = b.expand(dims);
    int axis = x.shape().axis("cross", dim);
    if (x.rank() == 0 || x.size(axis) != 3) {
      throw new IllegalArgumentException("cross: dim " + dim + " must have size 3 in " + x.shape());
    }
    int[] on = {axis};
    Tensor first = Flip.roll(x, new int[] {-1}, on).mul(Flip.roll(w, new int[] {-2}, on));
    return first.sub(Flip.roll(x, new int[] {-2}, on).mul(Flip.roll(w, new int[] {-1}, on)));
  }
}

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** The cosine of the angle between a and b along a dimension; norms count at least eps. */
public final class CosineSimilarity extends Module {
  private final int dim;
  private final double eps;

  private CosineSimilarity(int dim, double eps) {
    this.dim = dim;
    this.eps = eps;
  }

  /** Along dimension 1 with eps 1e-8, as PyTorch's. */
  public static CosineSimilarity of() {
    return new CosineSimilarity(1, 1e-8);
  }

  /** Along a dimension. */
  public static CosineSimilarity of(int dim, double eps) {
    return new CosineSimilarity(dim, eps);
  }

  /** The cosines, without the dimension. */
  public Tensor forward(Tensor a, Tensor b) {
    return a.mul(b).sum(dim).div(norm(a).mul(norm(b)));
  }

  private Tensor norm(Tensor x) {
    return x.square().sum(dim).sqrt().clamp(eps, Double.POSITIVE_INFINITY);
  }

  @Override
  public String toString() {
    return "CosineSimilarity(" + dim + ")";
  }
}

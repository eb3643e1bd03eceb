package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;

/** Where the largest or smallest element lies along a dimension: the first of equals, int64. */
public final class ArgExtremum {
  static final OpSpec ARGMAX =
      OpSpec.of("argmax", "index of the first largest element along a dimension")
          .notDifferentiable()
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)},
              t -> of("argmax", t[0], 1, false, true));
  static final OpSpec ARGMIN =
      OpSpec.of("argmin", "index of the first smallest element along a dimension")
          .notDifferentiable()
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)},
              t -> of("argmin", t[0], -1, true, false));

  private ArgExtremum() {}

  /**
   * The indices.
   *
   * @throws IllegalArgumentException when the dimension is empty
   */
  public static Tensor of(String op, Tensor x, int dim, boolean keepDim, boolean largest) {
    Axes axes = Axes.of(op, x, new int[] {dim}, keepDim);
    if (axes.count() == 0) {
      throw new IllegalArgumentException(op + ": shape " + x.shape() + " has nothing to reduce");
    }
    Tensor rows = axes.toRows(x);
    Tensor y = Tensor.zeros(DType.INT64, axes.result());
    for (int i = 0; i < y.numel(); i++) {
      int at = rows.offset() + i * axes.count();
      y.longs()[i] = Extremum.best(rows, at, axes.count(), largest);
    }
    return y;
  }
}

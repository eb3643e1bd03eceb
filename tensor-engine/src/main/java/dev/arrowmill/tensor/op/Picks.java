package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;

/** Further ways to pick and place elements by index, as compositions. */
public final class Picks {
  static final OpSpec INDEX_ADD =
      OpSpec.of("indexAdd", "x with alpha src added at the given indices of a dimension")
          .sample(
              r ->
                  new Tensor[] {
                    OpSpec.uniform(r.fold(1), -2, 2, 4, 3),
                    OpSpec.index(r, 4, 5),
                    OpSpec.uniform(r.fold(2), -2, 2, 5, 3)
                  },
              t -> indexAdd(t[0], 0, t[1], t[2], 2));
  static final OpSpec MASKED_FILL =
      OpSpec.of("maskedFill", "x with a number where a mask holds")
          .unary(-2, 2, x -> maskedFill(x, x.detach().gt(0.5), 3));
  static final OpSpec TAKE =
      OpSpec.of("take", "elements by their row-major index")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 3), OpSpec.index(r, 12, 2, 5)},
              t -> take(t[0], t[1]));
  static final OpSpec TAKE_ALONG_DIM =
      OpSpec.of("takeAlongDim", "gather with broadcasting of the other dimensions")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 3), OpSpec.index(r, 3, 1, 2)},
              t -> takeAlongDim(t[0], t[1], 1));

  private Picks() {}

  /**
   * x with slices of alpha src added at the indices, in order.
   *
   * @throws IllegalArgumentException when src has not one slice per index
   */
  public static Tensor indexAdd(Tensor x, int dim, Tensor index, Tensor src, double alpha) {
    int axis = x.shape().axis("indexAdd", dim);
    if (x.rank() == 0 || !src.shape().equals(x.shape().with(axis, index.numel()))) {
      throw new IllegalArgumentException(
          "indexAdd: src "
              + src.shape()
              + " and index "
              + index.shape()
              + " do not fit "
              + x.shape());
    }
    Tensor scaled = alpha == 1 ? src : src.mul(alpha);
    return x.add(IndexSelect.sums(x.shape(), axis, index, scaled));
  }

  /** The number where the mask holds, else x. */
  public static Tensor maskedFill(Tensor x, Tensor mask, double value) {
    int[] dims = Shape.broadcast("maskedFill", x.shape(), mask.shape()).dims();
    return Where.of(mask, Zeros.scalar(x, value), x.expand(dims));
  }

  /** Elements of the flattened tensor, in the index's shape; negative indices from the end. */
  public static Tensor take(Tensor x, Tensor index) {
    return Index.of(x.flatten(), Index.by(index));
  }

  /** The elements at the indices along a dimension; the other dimensions broadcast. */
  public static Tensor takeAlongDim(Tensor x, Tensor index, int dim) {
    int axis = x.shape().axis("takeAlongDim", dim);
    if (index.rank() != x.rank()) {
      throw new IllegalArgumentException(
          "takeAlongDim: index " + index.shape() + " and x " + x.shape() + " differ in rank");
    }
    int[] common =
        Shape.broadcast("takeAlongDim", x.shape().with(axis, 1), index.shape().with(axis, 1))
            .dims();
    common[axis] = index.size(axis);
    int[] whole = common.clone();
    whole[axis] = x.size(axis);
    return x.expand(whole).gather(axis, index.expand(common));
  }

  /** Embedding rows whose gradient leaves one row of the table out. */
  static Tensor withoutRow(Tensor rows, Tensor index, int row) {
    return Where.of(index.eq(row).unsqueeze(-1), rows.detach(), rows);
  }
}

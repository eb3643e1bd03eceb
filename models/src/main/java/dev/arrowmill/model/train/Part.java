package dev.arrowmill.model.train;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;

/**
 * One shard's part of a batch.
 *
 * @param numeric float32 [rows, numbers], NaN where missing
 * @param categorical int32 [rows, codes]; one column of zeros if there are no codes
 * @param target float32 [rows, targets]
 * @param weight float32 [rows]
 * @param group int32 [rows]: equal within a ranking's group
 */
record Part(Tensor numeric, Tensor categorical, Tensor target, Tensor weight, Tensor group) {

  /** Rows {@code from} to {@code to} of a block. */
  static Part of(RowBlock block, int from, int to) {
    int[] group = new int[to - from];
    for (int r = from; r < to; r++) {
      group[r - from] = RowDealer.groupOf(block.hash(r));
    }
    return new Part(
        block.numeric().slice(0, from, to),
        block.categoricalWidth() == 0 ? noCodes(to - from) : block.categorical().slice(0, from, to),
        block.target().slice(0, from, to),
        block.weight().slice(0, from, to),
        Tensor.of(group, to - from));
  }

  /** What stands for codes where there are none. */
  static Tensor noCodes(int rows) {
    return Tensor.zeros(DType.INT32, Shape.of(rows, 1));
  }

  int rows() {
    return weight.size(0);
  }
}

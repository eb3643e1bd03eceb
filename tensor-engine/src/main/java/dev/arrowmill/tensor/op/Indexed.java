package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/**
 * Elements that were picked along a dimension, and where they lay.
 *
 * @param values the elements; differentiable
 * @param indices int64, of the same shape
 */
public record Indexed(Tensor values, Tensor indices) {
  /** The elements of x at the indices along a dimension; a scalar's only element is its own. */
  static Indexed pick(Tensor x, int axis, Tensor index) {
    if (x.rank() == 0) {
      return new Indexed(x.unsqueeze(0).gather(0, index.unsqueeze(0)).squeeze(0), index);
    }
    return new Indexed(x.gather(axis, index), index);
  }

  /** As {@link #pick} when the index lacks the dimension, or has it as size 1. */
  static Indexed pickOne(Tensor x, int axis, Tensor index, boolean keepDim) {
    if (x.rank() == 0) {
      return pick(x, axis, index);
    }
    Tensor at = keepDim ? index : index.unsqueeze(axis);
    Tensor v = x.gather(axis, at);
    return new Indexed(keepDim ? v : v.squeeze(axis), index);
  }
}

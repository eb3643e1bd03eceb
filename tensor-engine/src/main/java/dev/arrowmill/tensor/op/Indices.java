package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;

/** Reads index tensors. */
final class Indices {
  private Indices() {}

  /** The indices row-major, each checked to lie in [0, bound). */
  static int[] read(String op, Tensor index, int bound) {
    int[] out = new int[index.numel()];
    read(op, index, bound, out);
    return out;
  }

  /** As {@link #read(String, Tensor, int)} into an array of the index's size. */
  static void read(String op, Tensor index, int bound, int[] out) {
    if (index.dtype() != DType.INT64 && index.dtype() != DType.INT32) {
      throw new IllegalArgumentException(
          op + ": the index must be int32 or int64, got " + index.dtype());
    }
    Tensor c = index.isContiguous() ? index : index.detach().contiguous();
    boolean small = c.dtype() == DType.INT32;
    for (int i = 0; i < out.length; i++) {
      long v = small ? c.ints()[c.offset() + i] : c.longs()[c.offset() + i];
      if (v < 0 || v >= bound) {
        throw new IllegalArgumentException(
            op + ": index " + v + " at position " + i + " is outside [0, " + bound + ")");
      }
      out[i] = (int) v;
    }
  }
}

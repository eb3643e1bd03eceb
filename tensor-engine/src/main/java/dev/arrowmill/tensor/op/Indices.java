package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;

/** Reads index tensors. */
final class Indices {
  private static final int[] NONE = {};
  private static final long[] NO_LONGS = {};

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
    boolean walks = index.isContiguous() || index.rank() == 1;
    Tensor c = walks ? index : index.detach().contiguous();
    int step = c.rank() == 1 ? c.stride(0) : 1;
    boolean small = c.dtype() == DType.INT32;
    int[] ints = small ? c.ints() : NONE;
    long[] longs = small ? NO_LONGS : c.longs();
    for (int i = 0, at = c.offset(); i < out.length; i++, at += step) {
      long v = small ? ints[at] : longs[at];
      if (v < 0 || v >= bound) {
        throw new IllegalArgumentException(
            op + ": index " + v + " at position " + i + " is outside [0, " + bound + ")");
      }
      out[i] = (int) v;
    }
  }
}

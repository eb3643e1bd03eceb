package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;

/**
 * How broadcast operands are walked: runs along the last dimension, as long as possible, with a
 * step per operand. Immutable.
 */
final class Walk {
  private final int[] dims;
  private final int[][] strides;
  private final int[] offsets;
  private final int length;
  private final int runs;

  private Walk(int[] dims, int[][] strides, int[] offsets, int length, int runs) {
    this.dims = dims;
    this.strides = strides;
    this.offsets = offsets;
    this.length = length;
    this.runs = runs;
  }

  /** Operands of any strides that broadcast to the shape. */
  static Walk of(Shape shape, Tensor... operands) {
    int rank = shape.rank();
    int[] dims = shape.dims();
    int[][] strides = new int[operands.length][];
    int[] offsets = new int[operands.length];
    for (int o = 0; o < operands.length; o++) {
      strides[o] = strides(operands[o], rank);
      offsets[o] = operands[o].offset();
    }
    int r = 0;
    for (int i = 0; i < rank; i++) {
      if (dims[i] != 1) {
        if (r > 0 && joins(strides, r - 1, i, dims[i])) {
          dims[r - 1] *= dims[i];
        } else {
          dims[r++] = dims[i];
        }
        for (int[] s : strides) {
          s[r - 1] = s[i];
        }
      }
    }
    int length = shape.numel() == 0 ? 0 : r == 0 ? 1 : dims[r - 1];
    return new Walk(
        java.util.Arrays.copyOf(dims, r),
        strides,
        offsets,
        length,
        length == 0 ? 0 : shape.numel() / length);
  }

  private static boolean joins(int[][] strides, int last, int next, int size) {
    for (int[] s : strides) {
      if (s[last] != s[next] * size) {
        return false;
      }
    }
    return true;
  }

  private static int[] strides(Tensor t, int rank) {
    int[] s = new int[rank];
    int shift = rank - t.rank();
    for (int i = shift; i < rank; i++) {
      s[i] = t.size(i - shift) == 1 ? 0 : t.stride(i - shift);
    }
    return s;
  }

  /** Elements per run. */
  int length() {
    return length;
  }

  /** Number of runs; run r covers the result's elements from r times length on. */
  int runs() {
    return runs;
  }

  /** Step of an operand within a run. */
  int step(int operand) {
    return dims.length == 0 ? 0 : strides[operand][dims.length - 1];
  }

  /** Index in an operand's array where a run starts. */
  int start(int operand, int run) {
    int at = offsets[operand];
    int rest = run;
    for (int d = dims.length - 2; d > 0; d--) {
      at += rest % dims[d] * strides[operand][d];
      rest /= dims[d];
    }
    return dims.length > 1 ? at + rest * strides[operand][0] : at;
  }
}

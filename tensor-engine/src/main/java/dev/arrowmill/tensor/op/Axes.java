package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;

/** The dimensions that a reduction removes, and the shapes around it. */
final class Axes {
  private final Shape input;
  private final boolean[] reduced;
  private final Shape kept;
  private final Shape result;
  private final int count;

  private Axes(Shape input, boolean[] reduced, Shape kept, Shape result) {
    this.input = input;
    this.reduced = reduced;
    this.kept = kept;
    this.result = result;
    int n = 1;
    for (int i = 0; i < reduced.length; i++) {
      n *= reduced[i] ? input.dim(i) : 1;
    }
    this.count = n;
  }

  static Axes of(String op, Tensor x, int[] dims, boolean keepDim) {
    int rank = x.rank();
    boolean[] reduced = new boolean[rank];
    for (int d : dims) {
      int axis = x.shape().axis(op, d);
      if (axis < rank) {
        if (reduced[axis]) {
          throw new IllegalArgumentException(op + ": dim " + d + " appears twice");
        }
        reduced[axis] = true;
      }
    }
    if (dims.length == 0) {
      java.util.Arrays.fill(reduced, true);
    }
    int[] kept = x.shape().dims();
    int[] left = new int[rank];
    int n = 0;
    for (int i = 0; i < rank; i++) {
      if (reduced[i]) {
        kept[i] = 1;
      } else {
        left[n++] = kept[i];
      }
    }
    Shape keptShape = Shape.of(kept);
    Shape result = keepDim ? keptShape : Shape.of(java.util.Arrays.copyOf(left, n));
    return new Axes(x.shape(), reduced, keptShape, result);
  }

  /** Shape of the result. */
  Shape result() {
    return result;
  }

  /** Elements per result. */
  int count() {
    return count;
  }

  /** Whether the reduced dimensions come first and others follow. */
  boolean isLeading() {
    int i = 0;
    while (i < reduced.length && reduced[i]) {
      i++;
    }
    if (i == 0 || i == reduced.length) {
      return false;
    }
    for (; i < reduced.length; i++) {
      if (reduced[i]) {
        return false;
      }
    }
    return true;
  }

  /** A view of x with the reduced dimensions last. */
  Tensor rows(Tensor x) {
    int rank = reduced.length;
    int[] dims = new int[rank];
    int[] strides = new int[rank];
    int n = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < rank; i++) {
        if (reduced[i] == (pass == 1)) {
          dims[n] = x.size(i);
          strides[n++] = x.stride(i);
        }
      }
    }
    return x.view(x.offset(), Shape.of(dims), strides);
  }

  /** The result with reduced dimensions as ones. */
  Tensor keep(Tensor y) {
    return y.shape().equals(kept) ? y : y.reshape(kept.dims());
  }

  /** The result repeated over the reduced dimensions. */
  Tensor spread(Tensor y) {
    return keep(y).expand(input.dims());
  }
}

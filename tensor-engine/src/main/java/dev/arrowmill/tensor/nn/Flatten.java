package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;

/** Joins a range of dimensions into one; from the second to the last until set. */
public final class Flatten extends Layer {
  private final int start;
  private final int end;

  private Flatten(int start, int end) {
    this.start = start;
    this.end = end;
  }

  /** All dimensions but the first. */
  public static Flatten of() {
    return new Flatten(1, -1);
  }

  /** A range; negative dimensions count from the end. */
  public static Flatten of(int start, int end) {
    return new Flatten(start, end);
  }

  @Override
  public Tensor forward(Tensor x) {
    int from = x.shape().axis("flatten", start);
    int to = x.shape().axis("flatten", end);
    if (x.rank() == 0 || from > to) {
      throw new IllegalArgumentException(
          "flatten: there is no range " + start + ".." + end + " in " + x.shape());
    }
    int[] dims = new int[x.rank() - (to - from)];
    for (int i = 0, k = 0; i < x.rank(); i++) {
      if (i > from && i <= to) {
        dims[k - 1] *= x.size(i);
      } else {
        dims[k++] = x.size(i);
      }
    }
    return x.reshape(dims);
  }

  @Override
  public String toString() {
    return "Flatten(" + start + ", " + end + ")";
  }
}

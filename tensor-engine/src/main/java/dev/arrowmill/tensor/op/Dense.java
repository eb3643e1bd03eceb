package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** A kernel's input made contiguous: the input itself, or a copy that {@link #refresh} renews. */
final class Dense {
  private final Tensor from;
  private final Tensor to;

  private Dense(Tensor from, Tensor to) {
    this.from = from;
    this.to = to;
  }

  static Dense of(Tensor x) {
    return new Dense(x, x.isContiguous() ? x : Tensor.zeros(x.dtype(), x.shape()));
  }

  /** The contiguous tensor. */
  Tensor get() {
    return to;
  }

  /** Whether values are copied, so that the kernel cannot be split. */
  boolean isCopy() {
    return to != from;
  }

  /** Copies the input's present values, when it is not contiguous. */
  void refresh() {
    if (to != from) {
      Strided.copy(from, to);
    }
  }

  /** Runs everything in share 0, behind a refresh. */
  Kernel whole(Kernel body) {
    if (!isCopy()) {
      return body;
    }
    return (part, parts) -> {
      if (part == 0) {
        refresh();
        body.run(0, 1);
      }
    };
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;

/** Constants of another tensor's type. */
final class Zeros {
  private Zeros() {}

  /** Zeros of x's shape, without a large constant. */
  static Tensor like(Tensor x) {
    return scalar(x, 0).expand(x.shape().dims());
  }

  /** A scalar of x's type. */
  static Tensor scalar(Tensor x, double value) {
    return Tensor.full(x.dtype(), Shape.SCALAR, value);
  }
}

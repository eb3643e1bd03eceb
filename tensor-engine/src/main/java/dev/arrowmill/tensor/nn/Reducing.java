package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What all losses share. */
final class Reducing {
  private Reducing() {}

  /** The element losses times their weights, reduced. */
  static Tensor of(Tensor each, @Nullable Tensor weight, Reduction reduction) {
    Tensor w = weight == null ? each : each.mul(weight.toType(each.dtype()));
    return switch (reduction) {
      case NONE -> w;
      case SUM -> w.sum();
      case MEAN -> w.mean();
    };
  }

  /** Requires two tensors of one shape, the first of a float type. */
  static void same(String op, Tensor a, Tensor b) {
    if (!a.shape().equals(b.shape())) {
      throw new IllegalArgumentException(
          op
              + ": shapes differ, input "
              + a.shape()
              + ", target "
              + b.shape()
              + "; reshape the target");
    }
    if (!a.dtype().isFloat() || b.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          op + ": needs float tensors, input " + a.dtype() + ", target " + b.dtype());
    }
  }

  /** max(x, 0), whose gradient passes at 0, as PyTorch's clamp. */
  static Tensor positive(Tensor x) {
    return x.clamp(0, Double.POSITIVE_INFINITY);
  }
}

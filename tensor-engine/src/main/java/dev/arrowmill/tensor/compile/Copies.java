package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Attrs;
import dev.arrowmill.tensor.op.Kernel;
import dev.arrowmill.tensor.op.Ops;

/** Copies between tensors of one shape and type. */
final class Copies {
  private Copies() {}

  /** A kernel that writes all elements of {@code from} into the contiguous {@code to}. */
  static Kernel kernel(Tensor from, Tensor to) {
    if (!from.isContiguous()) {
      return strided(from, to);
    }
    Object a = from.storage();
    Object b = to.storage();
    int n = from.numel();
    return (part, parts) -> {
      int start = Kernel.from(n, part, parts);
      int end = Kernel.from(n, part + 1, parts);
      System.arraycopy(a, from.offset() + start, b, to.offset() + start, end - start);
    };
  }

  private static Kernel strided(Tensor from, Tensor to) {
    Kernel k = Ops.make("contiguous", Attrs.NONE).kernel(new Tensor[] {from}, to);
    return java.util.Objects.requireNonNull(k);
  }
}

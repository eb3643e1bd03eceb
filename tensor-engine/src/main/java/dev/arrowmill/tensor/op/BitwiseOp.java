package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;
import dev.arrowmill.tensor.random.Rng;

/** An elementwise function of two integers; has no gradient. */
abstract class BitwiseOp extends BinaryOp {
  BitwiseOp(String name, BinaryKernel kernel) {
    super(name, kernel);
  }

  static Tensor[] inputs(Rng r) {
    return new Tensor[] {OpSpec.index(r.fold(1), 100, 3, 4), OpSpec.index(r.fold(2), 6, 4)};
  }

  /** Calls the op on integers or bools. */
  final Tensor onIntegers(Tensor a, Tensor b) {
    if (a.dtype().isFloat() || b.dtype().isFloat()) {
      throw new IllegalArgumentException(
          name() + ": needs integers or bools, lhs " + a.dtype() + ", rhs " + b.dtype());
    }
    return on(a, b);
  }

  @Override
  final Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    throw new AssertionError(name() + " has no gradient");
  }

  @Override
  final Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    throw new AssertionError(name() + " has no gradient");
  }
}

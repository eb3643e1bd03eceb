package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** An elementwise comparison, whose result is bool; has no gradient. */
abstract class Predicate extends BinaryOp {
  Predicate(String name, BinaryKernel kernel) {
    super(name, kernel);
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

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** The gradient of relu: b where a is positive, else 0. */
final class ReluGrad extends BinaryOp {
  private static final ReluGrad OP = new ReluGrad();

  ReluGrad() {
    super("reluGrad", BinaryKernel.RELU_GRAD);
  }

  /** Elementwise with broadcasting. */
  static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return Tensor.zeros(a.dtype(), y.shape());
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return ReluGrad.of(a, g);
  }
}

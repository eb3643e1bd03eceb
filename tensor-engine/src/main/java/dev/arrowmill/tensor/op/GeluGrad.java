package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** The gradient of gelu: b times Phi(a) + a phi(a). */
final class GeluGrad extends BinaryOp {
  private static final GeluGrad OP = new GeluGrad();

  GeluGrad() {
    super("geluGrad", BinaryKernel.GELU_GRAD);
  }

  /** Elementwise with broadcasting. */
  static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(b)
        .mul(a.square().neg().add(2))
        .mul(a.square().mul(-0.5).exp())
        .mul(0.3989422804014327);
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return GeluGrad.of(a, g);
  }
}

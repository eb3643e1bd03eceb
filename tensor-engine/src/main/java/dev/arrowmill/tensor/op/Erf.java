package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Error function; derivative 2 e^(-x^2) / sqrt(pi). */
public final class Erf extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("erf", "error function; derivative 2 e^(-x^2) / sqrt(pi)")
          .unary(-2, 2, Erf::of)
          .op("erf", a -> new Erf());

  private static final Erf OP = new Erf();

  Erf() {
    super("erf", UnaryKernel.ERF);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.square().neg().exp()).mul(1.1283791670955126);
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** X Phi(x), Phi the standard normal distribution function. */
public final class Gelu extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("gelu", "x Phi(x), Phi the standard normal distribution function")
          .unary(-2, 2, Gelu::of)
          .op("gelu", a -> new Gelu())
          .op("geluGrad", a -> new GeluGrad());

  private static final Gelu OP = new Gelu();

  Gelu() {
    super("gelu", UnaryKernel.GELU);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return GeluGrad.of(x, g);
  }
}

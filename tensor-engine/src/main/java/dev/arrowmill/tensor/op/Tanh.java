package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Hyperbolic tangent; derivative 1 - y^2. */
public final class Tanh extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("tanh", "hyperbolic tangent; derivative 1 - y^2")
          .unary(-2, 2, Tanh::of)
          .op("tanh", a -> new Tanh());

  private static final Tanh OP = new Tanh();

  Tanh() {
    super("tanh", UnaryKernel.TANH);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.sub(g.mul(y).mul(y));
  }
}

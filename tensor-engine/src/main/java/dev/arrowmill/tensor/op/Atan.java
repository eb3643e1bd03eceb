package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Arc tangent; derivative 1 / (1 + x^2). */
public final class Atan extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("atan", "arc tangent; derivative 1 / (1 + x^2)")
          .unary(-2, 2, Atan::of)
          .op("atan", a -> new Atan());

  private static final Atan OP = new Atan();

  Atan() {
    super("atan", UnaryKernel.ATAN);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.div(x.square().add(1));
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** X * x. */
public final class Square extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("square", "x * x").unary(-2, 2, Square::of).op("square", a -> new Square());

  private static final Square OP = new Square();

  Square() {
    super("square", UnaryKernel.SQUARE);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x).mul(2);
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** A / b; integers give float32. */
public final class Div extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of("div", "a / b; integers give float32")
          .binary(0.4, 2, Div::of)
          .op("div", a -> new Div());

  private static final Div OP = new Div();

  Div() {
    super("div", BinaryKernel.DIV);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.div(b);
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(y).div(b).neg();
  }
}

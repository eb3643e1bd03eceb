package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Nearest integer, ties to even; derivative 0. */
public final class Round extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("round", "nearest integer, ties to even; derivative 0")
          .unary(0.1, 0.4, Round::of)
          .op("round", a -> new Round());

  private static final Round OP = new Round();

  Round() {
    super("round", UnaryKernel.ROUND);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return Tensor.zeros(x.dtype(), x.shape());
  }
}

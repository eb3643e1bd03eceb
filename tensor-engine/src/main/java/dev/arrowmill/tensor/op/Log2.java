package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Binary logarithm; derivative 1 / (x log 2). */
public final class Log2 extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("log2", "binary logarithm; derivative 1 / (x log 2)")
          .unary(0.4, 2, Log2::of)
          .op("log2", a -> new Log2());

  private static final Log2 OP = new Log2();

  Log2() {
    super("log2", UnaryKernel.LOG2);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.div(x.mul(0.6931471805599453));
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Decimal logarithm; derivative 1 / (x log 10). */
public final class Log10 extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("log10", "decimal logarithm; derivative 1 / (x log 10)")
          .unary(0.4, 2, Log10::of)
          .op("log10", a -> new Log10());

  private static final Log10 OP = new Log10();

  Log10() {
    super("log10", UnaryKernel.LOG10);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.div(x.mul(2.302585092994046));
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Natural logarithm. */
public final class Log extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("log", "natural logarithm").unary(0.2, 3, Log::of).op("log", a -> new Log());

  private static final Log OP = new Log();

  Log() {
    super("log", UnaryKernel.LOG);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.div(x);
  }
}

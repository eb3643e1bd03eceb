package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Log(1 + x) without cancellation. */
public final class Log1p extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("log1p", "log(1 + x) without cancellation")
          .unary(-0.5, 3, Log1p::of)
          .op("log1p", a -> new Log1p());

  private static final Log1p OP = new Log1p();

  Log1p() {
    super("log1p", UnaryKernel.LOG1P);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.div(x.add(1));
  }
}

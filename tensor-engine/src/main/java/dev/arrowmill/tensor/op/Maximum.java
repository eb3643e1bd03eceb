package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** The larger, NaN when either is; ties share the gradient. */
public final class Maximum extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of("maximum", "the larger, NaN when either is; ties share the gradient")
          .binary(-2, 2, Maximum::of)
          .op("maximum", a -> new Maximum());

  private static final Maximum OP = new Maximum();

  Maximum() {
    super("maximum", BinaryKernel.MAXIMUM);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(a.eq(b).toType(g.dtype()).mul(-0.5).add(1)).mul(a.ge(b).toType(g.dtype()));
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(b.eq(a).toType(g.dtype()).mul(-0.5).add(1)).mul(b.ge(a).toType(g.dtype()));
  }
}

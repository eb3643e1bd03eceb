package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** The smaller, NaN when either is; ties share the gradient. */
public final class Minimum extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of("minimum", "the smaller, NaN when either is; ties share the gradient")
          .binary(-2, 2, Minimum::of)
          .op("minimum", a -> new Minimum());

  private static final Minimum OP = new Minimum();

  Minimum() {
    super("minimum", BinaryKernel.MINIMUM);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(a.eq(b).toType(g.dtype()).mul(-0.5).add(1)).mul(a.le(b).toType(g.dtype()));
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(b.eq(a).toType(g.dtype()).mul(-0.5).add(1)).mul(b.le(a).toType(g.dtype()));
  }
}

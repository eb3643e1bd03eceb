package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** The smaller, a number when one is NaN; the first of equals takes the gradient. */
public final class Fmin extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of(
              "fmin",
              "the smaller, a number when one is NaN; the first of equals takes the gradient")
          .binary(-2, 2, Fmin::of)
          .op("fmin", a -> new Fmin());

  private static final Fmin OP = new Fmin();

  Fmin() {
    super("fmin", BinaryKernel.FMIN);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.where(a.le(b).or(b.ne(b)), 0);
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.where(a.le(b).or(b.ne(b)).not(), 0);
  }
}

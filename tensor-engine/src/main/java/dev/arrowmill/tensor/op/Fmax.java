package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** The larger, a number when one is NaN; the first of equals takes the gradient. */
public final class Fmax extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of(
              "fmax",
              "the larger, a number when one is NaN; the first of equals takes the gradient")
          .binary(-2, 2, Fmax::of)
          .op("fmax", a -> new Fmax());

  private static final Fmax OP = new Fmax();

  Fmax() {
    super("fmax", BinaryKernel.FMAX);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.where(a.ge(b).or(b.ne(b)), 0);
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.where(a.ge(b).or(b.ne(b)).not(), 0);
  }
}

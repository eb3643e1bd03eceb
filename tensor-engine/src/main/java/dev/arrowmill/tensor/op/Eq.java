package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** True where a = b, as bool. */
public final class Eq extends Predicate {
  static final OpSpec SPEC =
      OpSpec.of("eq", "true where a = b")
          .notDifferentiable()
          .binary(-2, 2, Eq::of)
          .op("eq", a -> new Eq());

  private static final Eq OP = new Eq();

  Eq() {
    super("eq", BinaryKernel.EQ);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** True where a is greater than b, as bool. */
public final class Gt extends Predicate {
  static final OpSpec SPEC =
      OpSpec.of("gt", "true where a is greater than b")
          .notDifferentiable()
          .binary(-2, 2, Gt::of)
          .op("gt", a -> new Gt());

  private static final Gt OP = new Gt();

  Gt() {
    super("gt", BinaryKernel.GT);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }
}

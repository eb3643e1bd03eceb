package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** True where neither is 0, as bool. */
public final class And extends Predicate {
  static final OpSpec SPEC =
      OpSpec.of("and", "true where neither is 0")
          .notDifferentiable()
          .binary(-2, 2, And::of)
          .op("and", a -> new And());

  private static final And OP = new And();

  And() {
    super("and", BinaryKernel.AND);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }
}

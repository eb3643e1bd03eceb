package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** True where not both are 0, as bool. */
public final class Or extends Predicate {
  static final OpSpec SPEC =
      OpSpec.of("or", "true where not both are 0")
          .notDifferentiable()
          .binary(-2, 2, Or::of)
          .op("or", a -> new Or());

  private static final Or OP = new Or();

  Or() {
    super("or", BinaryKernel.OR);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }
}

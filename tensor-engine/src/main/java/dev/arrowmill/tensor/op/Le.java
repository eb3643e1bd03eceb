package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** True where a is at most b, as bool. */
public final class Le extends Predicate {
  static final OpSpec SPEC =
      OpSpec.of("le", "true where a is at most b")
          .notDifferentiable()
          .binary(-2, 2, Le::of)
          .op("le", a -> new Le());

  private static final Le OP = new Le();

  Le() {
    super("le", BinaryKernel.LE);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }
}

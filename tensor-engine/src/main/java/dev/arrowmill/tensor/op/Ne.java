package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** True where a differs from b, as bool. */
public final class Ne extends Predicate {
  static final OpSpec SPEC =
      OpSpec.of("ne", "true where a differs from b")
          .notDifferentiable()
          .binary(-2, 2, Ne::of)
          .op("ne", a -> new Ne());

  private static final Ne OP = new Ne();

  Ne() {
    super("ne", BinaryKernel.NE);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }
}

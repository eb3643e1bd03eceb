package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** True where a is at least b, as bool. */
public final class Ge extends Predicate {
  static final OpSpec SPEC =
      OpSpec.of("ge", "true where a is at least b")
          .notDifferentiable()
          .binary(-2, 2, Ge::of)
          .op("ge", a -> new Ge());

  private static final Ge OP = new Ge();

  Ge() {
    super("ge", BinaryKernel.GE);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }
}

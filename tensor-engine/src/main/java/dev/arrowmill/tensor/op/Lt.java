package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** True where a is less than b, as bool. */
public final class Lt extends Predicate {
  static final OpSpec SPEC =
      OpSpec.of("lt", "true where a is less than b")
          .notDifferentiable()
          .binary(-2, 2, Lt::of)
          .op("lt", a -> new Lt());

  private static final Lt OP = new Lt();

  Lt() {
    super("lt", BinaryKernel.LT);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** True where exactly one is not 0, as bool. */
public final class Xor extends Predicate {
  static final OpSpec SPEC =
      OpSpec.of("xor", "true where exactly one is not 0")
          .notDifferentiable()
          .binary(-2, 2, Xor::of)
          .op("xor", a -> new Xor());

  private static final Xor OP = new Xor();

  Xor() {
    super("xor", BinaryKernel.XOR);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }
}

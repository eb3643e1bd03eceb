package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** A + b. */
public final class Add extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of("add", "a + b").binary(-2, 2, Add::of).op("add", a -> new Add());

  private static final Add OP = new Add();

  Add() {
    super("add", BinaryKernel.ADD);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g;
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g;
  }
}

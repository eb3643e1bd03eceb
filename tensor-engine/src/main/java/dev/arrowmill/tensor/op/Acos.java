package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Arc cosine; derivative -1 / sqrt(1 - x^2). */
public final class Acos extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("acos", "arc cosine; derivative -1 / sqrt(1 - x^2)")
          .unary(-0.9, 0.9, Acos::of)
          .op("acos", a -> new Acos());

  private static final Acos OP = new Acos();

  Acos() {
    super("acos", UnaryKernel.ACOS);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.square().neg().add(1).rsqrt()).neg();
  }
}

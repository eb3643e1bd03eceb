package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.UnaryKernel;

/** Cosine. */
public final class Cos extends UnaryOp {
  static final OpSpec SPEC =
      OpSpec.of("cos", "cosine").unary(-3, 3, Cos::of).op("cos", a -> new Cos());

  private static final Cos OP = new Cos();

  Cos() {
    super("cos", UnaryKernel.COS);
  }

  /** Elementwise; the result has x's shape. */
  public static Tensor of(Tensor x) {
    return OP.on(x);
  }

  @Override
  Tensor grad(Tensor x, Tensor y, Tensor g) {
    return g.mul(x.sin()).neg();
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** Log(e^a + e^b) without overflow; derivatives sigmoid(a - b), sigmoid(b - a). */
public final class Logaddexp extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of(
              "logaddexp",
              "log(e^a + e^b) without overflow; derivatives sigmoid(a - b), sigmoid(b - a)")
          .binary(-2, 2, Logaddexp::of)
          .op("logaddexp", a -> new Logaddexp());

  private static final Logaddexp OP = new Logaddexp();

  Logaddexp() {
    super("logaddexp", BinaryKernel.LOGADDEXP);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(a.sub(b).sigmoid());
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(b.sub(a).sigmoid());
  }
}

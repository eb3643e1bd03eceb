package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** beta c + alpha a b. */
public final class Addmm {
  static final OpSpec SPEC =
      OpSpec.of("addmm", "beta c + alpha a b")
          .sample(
              r ->
                  new Tensor[] {
                    OpSpec.uniform(r.fold(1), -2, 2, 5),
                    OpSpec.uniform(r.fold(2), -2, 2, 3, 4),
                    OpSpec.uniform(r.fold(3), -2, 2, 4, 5)
                  },
              t -> of(t[0], t[1], t[2], 0.5, 2));

  private Addmm() {}

  /** c broadcasts to the product's shape. */
  public static Tensor of(Tensor c, Tensor a, Tensor b, double beta, double alpha) {
    Tensor p = Matmul.of(a, b);
    return (alpha == 1 ? p : p.mul(alpha)).add(beta == 1 ? c : c.mul(beta));
  }
}

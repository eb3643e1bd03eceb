package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.backend.SpecialMath;

/** The n-th derivative of digamma. */
public final class Polygamma extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("polygamma", "the n-th derivative of digamma; derivative polygamma(n + 1, x)")
          .unary(0.5, 3, x -> of(1, x))
          .op("polygamma", Polygamma::new);

  private final int n;

  Polygamma(Attrs attrs) {
    super("polygamma", attrs);
    this.n = attrs.integer("n");
  }

  /**
   * Elementwise; n = 0 is digamma.
   *
   * @throws IllegalArgumentException when n is negative
   */
  public static Tensor of(int n, Tensor x) {
    if (n < 0) {
      throw new IllegalArgumentException("polygamma: n must not be negative, got " + n);
    }
    return n == 0 ? Digamma.of(x) : new Polygamma(Attrs.of("n", n)).call(Promotion.floating(x));
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Dense dense = Dense.of(in[0]);
    Tensor x = dense.get();
    return dense.whole(
        (part, parts) -> {
          int end = Kernel.from(out.numel(), part + 1, parts);
          for (int i = Kernel.from(out.numel(), part, parts); i < end; i++) {
            if (x.dtype() == DType.FLOAT32) {
              out.floats()[out.offset() + i] =
                  (float) SpecialMath.polygamma(n, x.floats()[x.offset() + i]);
            } else {
              out.doubles()[out.offset() + i] =
                  SpecialMath.polygamma(n, x.doubles()[x.offset() + i]);
            }
          }
        });
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(g.mul(of(n + 1, call.input(0))));
  }
}

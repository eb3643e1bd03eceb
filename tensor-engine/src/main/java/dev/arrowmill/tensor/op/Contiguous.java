package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** A row-major copy. */
public final class Contiguous extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("contiguous", "row-major copy of a view")
          .anySizes(x -> of(x.permute(2, 0, 1)))
          .unary(-2, 2, x -> of(x.transpose(0, x.rank() - 1 < 0 ? 0 : x.rank() - 1)))
          .op("contiguous", Contiguous::new);

  private static final Contiguous OP = new Contiguous(Attrs.NONE);

  Contiguous(Attrs attrs) {
    super("contiguous", attrs);
  }

  /** Copies also when x is contiguous already. */
  public static Tensor of(Tensor x) {
    return OP.call(x);
  }

  @Override
  protected boolean movesOnly() {
    return true;
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    return (part, parts) -> Strided.copy(in[0], out, part, parts);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(g);
  }
}

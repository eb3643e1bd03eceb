package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** x - log(sum of e^x) along a dimension. */
public final class LogSoftmax extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("logSoftmax", "x - log(sum(e^x)) along a dimension")
          .anySizes(x -> of(x, 0))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)}, t -> of(t[0], -1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)}, t -> of(t[0], 1))
          .op("logSoftmax", LogSoftmax::new);

  private final int dim;

  LogSoftmax(Attrs attrs) {
    super("logSoftmax", attrs);
    this.dim = attrs.integer("dim");
  }

  /** The result has x's shape. */
  public static Tensor of(Tensor x, int dim) {
    return new LogSoftmax(Attrs.of("dim", x.shape().axis("logSoftmax", dim)))
        .call(Promotion.needsFloat("logSoftmax", x));
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    return SoftmaxRows.kernel(in[0], dim, true, out);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(g.sub(call.output().exp().mul(Sum.of(g, new int[] {dim}, true))));
  }
}

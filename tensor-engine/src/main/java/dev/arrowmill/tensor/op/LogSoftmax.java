package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** x - log(sum of e^x) along a dimension. */
public final class LogSoftmax extends Op {
  static final OpSpec SPEC =
      OpSpec.of("logSoftmax", "x - log(sum(e^x)) along a dimension")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)}, t -> of(t[0], -1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)}, t -> of(t[0], 1));

  private final int dim;

  private LogSoftmax(int dim) {
    super("logSoftmax");
    this.dim = dim;
  }

  /** The result has x's shape. */
  public static Tensor of(Tensor x, int dim) {
    return new LogSoftmax(x.shape().axis("logSoftmax", dim))
        .call(SoftmaxRows.floating("logSoftmax", x));
  }

  @Override
  protected Tensor forward(Tensor... in) {
    return SoftmaxRows.run(in[0], dim, true);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(g.sub(call.output().exp().mul(Sum.of(g, new int[] {dim}, true))));
  }
}

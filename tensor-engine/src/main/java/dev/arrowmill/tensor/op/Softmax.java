package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** e^x / sum of e^x along a dimension. */
public final class Softmax extends Op {
  static final OpSpec SPEC =
      OpSpec.of("softmax", "e^x / sum(e^x) along a dimension")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)}, t -> of(t[0], -1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)}, t -> of(t[0], 1));

  private final int dim;

  private Softmax(int dim) {
    super("softmax");
    this.dim = dim;
  }

  /** The result has x's shape. */
  public static Tensor of(Tensor x, int dim) {
    return new Softmax(x.shape().axis("softmax", dim)).call(SoftmaxRows.floating("softmax", x));
  }

  @Override
  protected Tensor forward(Tensor... in) {
    return SoftmaxRows.run(in[0], dim, false);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor y = call.output();
    Tensor gy = g.mul(y);
    return grads(gy.sub(y.mul(Sum.of(gy, new int[] {dim}, true))));
  }
}

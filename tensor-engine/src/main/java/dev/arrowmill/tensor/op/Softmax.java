package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** e^x / sum of e^x along a dimension. */
public final class Softmax extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("softmax", "e^x / sum(e^x) along a dimension")
          .anySizes(x -> of(x, 1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)}, t -> of(t[0], -1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)}, t -> of(t[0], 1))
          .op("softmax", Softmax::new);

  private final int dim;

  Softmax(Attrs attrs) {
    super("softmax", attrs);
    this.dim = attrs.integer("dim");
  }

  /** The result has x's shape. */
  public static Tensor of(Tensor x, int dim) {
    return new Softmax(Attrs.of("dim", x.shape().axis("softmax", dim)))
        .call(Promotion.needsFloat("softmax", x));
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    return SoftmaxRows.kernel(in[0], dim, false, out);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor y = call.output();
    Tensor gy = g.mul(y);
    return grads(gy.sub(y.mul(Sum.of(gy, new int[] {dim}, true))));
  }
}

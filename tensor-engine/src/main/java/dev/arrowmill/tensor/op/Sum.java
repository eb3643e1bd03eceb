package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** The sum over dimensions. Bools and integers are summed as int64. */
public final class Sum extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("sum", "sum over dimensions, in a fixed order")
          .anySizes(x -> x.sum(1))
          .anySizes(x -> of(x, new int[] {0, 2}, true))
          .unary(-2, 2, x -> of(x, new int[0], false))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)}, t -> t[0].sum(1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)}, t -> t[0].sum(0))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 300, 3)}, t -> t[0].sum(0))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)},
              t -> of(t[0], new int[] {0, -1}, true))
          .op("sum", Sum::new);

  private final int[] dims;
  private final boolean keepDim;

  Sum(Attrs attrs) {
    super("sum", attrs);
    this.dims = attrs.ints("dims");
    this.keepDim = attrs.flag("keepDim");
  }

  /** No dimensions mean all. */
  public static Tensor of(Tensor x, int[] dims, boolean keepDim) {
    return new Sum(Attrs.of("dims", dims, "keepDim", keepDim))
        .call(x.dtype().isFloat() ? x : x.toType(DType.INT64));
  }

  /** Undoes broadcasting: sums x down to the shape. */
  static Tensor to(Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    int lead = x.rank() - shape.rank();
    int[] axes = new int[x.rank()];
    int n = 0;
    for (int i = 0; i < x.rank(); i++) {
      if (i < lead || (shape.dim(i - lead) == 1 && x.size(i) != 1)) {
        axes[n++] = i;
      }
    }
    Tensor s = n == 0 ? x : of(x, java.util.Arrays.copyOf(axes, n), false);
    return s.shape().equals(shape) ? s : s.reshape(shape.dims());
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), Axes.of(name(), in[0], dims, keepDim).result());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    return Reductions.sum(in[0], Axes.of(name(), in[0], dims, keepDim), out);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(Axes.of(name(), call.input(0), dims, keepDim).spread(g));
  }
}

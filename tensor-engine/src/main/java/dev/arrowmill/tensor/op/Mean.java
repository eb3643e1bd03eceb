package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** The mean over dimensions: the sum divided by the count. */
public final class Mean extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("mean", "sum / count over dimensions")
          .anySizes(x -> x.mean(1))
          .anySizes(x -> of(x, new int[] {0, 1}, true))
          .unary(-2, 2, x -> of(x, new int[0], false))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)}, t -> t[0].mean(1))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)},
              t -> of(t[0], new int[] {0, 2}, true))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4)},
              t -> corrected(t[0], new int[] {1}, true, 1))
          .op("mean", Mean::new)
          .op("divideByCount", Share::new);

  private final int[] dims;
  private final boolean keepDim;
  private final double correction;

  Mean(Attrs attrs) {
    super("mean", attrs);
    this.dims = attrs.ints("dims");
    this.keepDim = attrs.flag("keepDim");
    this.correction = attrs.real("correction");
  }

  /**
   * No dimensions mean all. The mean of nothing is NaN.
   *
   * @throws IllegalArgumentException for integers
   */
  public static Tensor of(Tensor x, int[] dims, boolean keepDim) {
    return corrected(Promotion.needsFloat("mean", x), dims, keepDim, 0);
  }

  /** The sum divided by (count - correction). */
  static Tensor corrected(Tensor x, int[] dims, boolean keepDim, double correction) {
    return new Mean(Attrs.of("dims", dims, "keepDim", keepDim, "correction", correction)).call(x);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), Axes.of(name(), in[0], dims, keepDim).result());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    return Reductions.sum(in[0], Axes.of(name(), in[0], dims, keepDim), out, this::divide);
  }

  private void divide(Tensor y, int from, int end, int count) {
    divide(y, y, from, end, Math.max(count - correction, 0));
  }

  private static void divide(Tensor x, Tensor y, int from, int end, double count) {
    int xo = x.offset();
    int yo = y.offset();
    if (x.storage() instanceof float[] a) {
      float[] b = y.floats();
      float c = (float) count;
      for (int i = from; i < end; i++) {
        b[yo + i] = a[xo + i] / c;
      }
      return;
    }
    double[] a = x.doubles();
    double[] b = y.doubles();
    for (int i = from; i < end; i++) {
      b[yo + i] = a[xo + i] / count;
    }
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor x = call.input(0);
    Attrs a = Attrs.of("shape", x.shape().dims(), "dims", dims, "correction", correction);
    Tensor share = new Share(a).call(g);
    return grads(Axes.of(name(), x, dims, keepDim).spread(share));
  }

  /** x divided by (number of elements that the dimensions of a shape hold - correction). */
  static final class Share extends KernelOp {
    private final double count;

    Share(Attrs attrs) {
      super("divideByCount", attrs);
      Shape shape = Shape.of(attrs.ints("shape"));
      int[] dims = attrs.ints("dims");
      int n = dims.length == 0 ? shape.numel() : 1;
      for (int d : dims) {
        n *= shape.rank() == 0 ? 1 : shape.dim(shape.axis("mean", d));
      }
      this.count = Math.max(n - attrs.real("correction"), 0);
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), in[0].shape());
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      Dense x = Dense.of(in[0]);
      int n = out.numel();
      return x.whole(
          (part, parts) ->
              divide(
                  x.get(),
                  out,
                  Kernel.from(n, part, parts),
                  Kernel.from(n, part + 1, parts),
                  count));
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      return grads(new Share(attrs()).call(g));
    }
  }
}

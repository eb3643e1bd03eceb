package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** Running sums along a dimension, from either end. Bools and integers are summed as int64. */
public final class Cumsum extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("cumsum", "running sum along a dimension")
          .anySizes(x -> of(x, 1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)}, t -> of(t[0], 1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 2, 3)}, t -> of(t[0], 0))
          .op("cumsum", Cumsum::new);

  private final int axis;
  private final boolean reverse;

  Cumsum(Attrs attrs) {
    super("cumsum", attrs);
    this.axis = attrs.integer("dim");
    this.reverse = attrs.flag("reverse");
  }

  /** The sums of the elements up to each. */
  public static Tensor of(Tensor x, int dim) {
    Attrs a = Attrs.of("dim", x.shape().axis("cumsum", dim), "reverse", false);
    return new Cumsum(a).call(x.dtype().isFloat() ? x : x.toType(DType.INT64));
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Dense dense = Dense.of(in[0]);
    Tensor x = dense.get();
    int n = x.rank() == 0 ? 1 : x.size(axis);
    int step = x.rank() == 0 ? 1 : x.stride(axis);
    int lines = n == 0 ? 0 : x.numel() / n;
    return dense.whole(
        (part, parts) -> {
          int end = Kernel.from(lines, part + 1, parts);
          for (int l = Kernel.from(lines, part, parts); l < end; l++) {
            int at = l / step * step * n + l % step;
            run(x, out, reverse ? at + (n - 1) * step : at, reverse ? -step : step, n);
          }
        });
  }

  private static void run(Tensor x, Tensor y, int first, int step, int n) {
    int xo = x.offset() + first;
    int yo = y.offset() + first;
    if (x.storage() instanceof long[] a) {
      long[] b = y.longs();
      long s = 0;
      for (int i = 0; i < n; i++) {
        s += a[xo + i * step];
        b[yo + i * step] = s;
      }
      return;
    }
    double s = 0;
    if (x.storage() instanceof float[] a) {
      float[] b = y.floats();
      for (int i = 0; i < n; i++) {
        s += a[xo + i * step];
        b[yo + i * step] = (float) s;
      }
      return;
    }
    double[] a = x.doubles();
    double[] b = y.doubles();
    for (int i = 0; i < n; i++) {
      s += a[xo + i * step];
      b[yo + i * step] = s;
    }
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(new Cumsum(attrs().with("reverse", !reverse)).call(g));
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.backend.Backends;

/** The sum over all dimensions but the second, of [n, channels, ...]. */
public final class ChannelSum extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("channelSum", "sum over all dimensions but the second")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 2, 5)}, t -> of(t[0]))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4)}, t -> of(t[0]))
          .op("channelSum", ChannelSum::new);

  private ChannelSum(Attrs attrs) {
    super("channelSum", attrs);
  }

  /**
   * [channels], each the float64 sum, in order, of the sums of its planes.
   *
   * @throws IllegalArgumentException for less than two dimensions, or another type than float32 and
   *     float64
   */
  public static Tensor of(Tensor x) {
    boolean type = x.dtype() == DType.FLOAT32 || x.dtype() == DType.FLOAT64;
    if (x.rank() < 2 || !type) {
      throw new IllegalArgumentException(
          "channelSum: expected float [n, channels, ...], got " + x.dtype() + x.shape());
    }
    return new ChannelSum(Attrs.NONE).call(x);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), Shape.of(in[0].size(1)));
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    int channels = in[0].size(1);
    int n = in[0].size(0);
    int plane = 1;
    for (int i = 2; i < in[0].rank(); i++) {
      plane *= in[0].size(i);
    }
    int size = plane;
    return DenseInputs.bind(
        in,
        t ->
            (part, parts) -> {
              int end = Kernel.from(channels, part + 1, parts);
              for (int c = Kernel.from(channels, part, parts); c < end; c++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                  sum += plane(t[0], t[0].offset() + (i * channels + c) * size, size);
                }
                CtcLoss.set(out, c, sum);
              }
            });
  }

  private static double plane(Tensor x, int at, int n) {
    if (x.dtype() == DType.FLOAT32) {
      return n == 1 ? x.floats()[at] : Backends.get().sum(x.floats(), at, n);
    }
    double s = 0;
    double[] a = x.doubles();
    for (int i = 0; i < n; i++) {
      s += a[at + i];
    }
    return s;
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor x = call.input(0);
    int[] dims = new int[x.rank()];
    java.util.Arrays.fill(dims, 1);
    dims[1] = x.size(1);
    return grads(g.reshape(dims).expand(x.shape().dims()));
  }
}

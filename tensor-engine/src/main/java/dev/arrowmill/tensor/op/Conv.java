package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.random.Rng;
import org.jspecify.annotations.Nullable;

/**
 * Convolution over one to three spatial dimensions (cross-correlation, as in all deep learning
 * libraries). Float32: see {@link ConvProduct}.
 */
public final class Conv extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of(
              "conv", "y[n, o, q] = b[o] + sum over c, k of x[n, c, q stride - lo + k dilation] w")
          .sample(
              r -> inputs(r, new int[] {2, 3, 7}, new int[] {4, 3, 3}),
              t -> of(t[0], t[1], t[2], ints(2), ints(1), ints(2), ints(1), 1))
          .sample(
              r -> inputs(r, new int[] {2, 4, 5, 6}, new int[] {6, 2, 3, 2}),
              t -> of(t[0], t[1], t[2], ints(1, 2), ints(1, 0), ints(1, 1), ints(2, 1), 2))
          .sample(
              r -> inputs(r, new int[] {1, 2, 3, 4, 3}, new int[] {2, 2, 2, 1, 3}),
              t ->
                  of(
                      t[0],
                      t[1],
                      null,
                      ints(1, 1, 1),
                      ints(0, 1, 1),
                      ints(1, 0, 1),
                      ints(1, 1, 1),
                      1))
          .op("conv", Conv::new)
          .op("convInput", ConvInput::new)
          .op("convWeight", ConvWeight::new);

  Conv(Attrs attrs) {
    super("conv", attrs);
  }

  private static int[] ints(int... a) {
    return a;
  }

  private static Tensor[] inputs(Rng r, int[] x, int[] w) {
    return new Tensor[] {
      OpSpec.uniform(r.fold(1), -2, 2, x),
      OpSpec.uniform(r.fold(2), -2, 2, w),
      OpSpec.uniform(r.fold(3), -2, 2, w[0])
    };
  }

  /**
   * The convolution.
   *
   * @param x [n, channels, d1, ...], one to three sizes
   * @param w [filters, channels / groups, k1, ...]
   * @param bias [filters], or null
   * @param stride step of each dimension
   * @param lo zeros before each dimension
   * @param hi zeros behind each dimension
   * @param dilation distance of kernel elements
   * @param groups channels and filters are split into so many parts that do not meet
   * @return [n, filters, ...]
   * @throws IllegalArgumentException when sizes or types do not fit
   */
  public static Tensor of(
      Tensor x,
      Tensor w,
      @Nullable Tensor bias,
      int[] stride,
      int[] lo,
      int[] hi,
      int[] dilation,
      int groups) {
    check(x, w, bias, groups);
    Attrs attrs =
        Attrs.of("stride", stride, "lo", lo, "hi", hi, "dilation", dilation, "groups", groups);
    int[] in = java.util.Arrays.copyOfRange(x.shape().dims(), 2, x.rank());
    int[] kernel = java.util.Arrays.copyOfRange(w.shape().dims(), 2, w.rank());
    for (int i = 0; i < in.length; i++) {
      if (ConvShape.size(in, kernel, attrs, i) < 1) {
        throw new IllegalArgumentException(
            "conv: the kernel "
                + w.shape()
                + " is larger than the padded input "
                + x.shape()
                + " in dimension "
                + (i + 2));
      }
    }
    Conv op = new Conv(attrs);
    return bias == null ? op.call(x, w) : op.call(x, w, bias);
  }

  private static void check(Tensor x, Tensor w, @Nullable Tensor bias, int groups) {
    boolean ranks = x.rank() == w.rank() && x.rank() >= 3 && x.rank() <= 5;
    if (!ranks || groups < 1 || x.size(1) != w.size(1) * groups || w.size(0) % groups != 0) {
      throw new IllegalArgumentException(
          "conv: input "
              + x.shape()
              + " does not fit kernel "
              + w.shape()
              + " with "
              + groups
              + " groups, expected [n, channels, ...] and [filters, channels / groups, ...]");
    }
    if (bias != null && (bias.rank() != 1 || bias.size(0) != w.size(0))) {
      throw new IllegalArgumentException(
          "conv: expected one bias per filter of " + w.shape() + ", got " + bias.shape());
    }
    boolean types = x.dtype() == w.dtype() && (bias == null || bias.dtype() == w.dtype());
    if (!types || (x.dtype() != DType.FLOAT32 && x.dtype() != DType.FLOAT64)) {
      throw new IllegalArgumentException(
          "conv: needs one type, float32 or float64, input " + x.dtype() + ", kernel " + w.dtype());
    }
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), ConvShape.forward(in[0], in[1], attrs()).outputShape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    ConvShape s = ConvShape.forward(in[0], in[1], attrs());
    return DenseInputs.bind(
        in, t -> out.dtype() == DType.FLOAT32 ? single(s, t, out) : twice(s, t, out));
  }

  private static Kernel twice(ConvShape s, Tensor[] in, Tensor y) {
    int each = s.filters * s.outputs();
    return (part, parts) -> {
      int from = Kernel.from(s.n, part, parts);
      int end = Kernel.from(s.n, part + 1, parts);
      for (int i = from * s.filters; i < end * s.filters; i++) {
        double b = in.length < 3 ? 0 : in[2].doubles()[in[2].offset() + i % s.filters];
        int at = y.offset() + i * s.outputs();
        java.util.Arrays.fill(y.doubles(), at, at + s.outputs(), b);
      }
      if (each > 0) {
        ConvLoops.run(ConvLoops.Target.OUTPUT, s, in[0], in[1], y, from, end);
      }
    };
  }

  private static Kernel single(ConvShape s, Tensor[] in, Tensor y) {
    int c = s.groupChannels();
    int m = s.groupFilters();
    Window w = new Window(c, s.in, s.lo, s.kernel, s.out, s.stride, s.dilation);
    Scratch scratch = new Scratch(ConvProduct.forwardScratch(w, c, m));
    float[] x = in[0].floats();
    float[] kernels = in[1].floats();
    float[] bias = in.length < 3 ? new float[0] : in[2].floats();
    int bo = in.length < 3 ? 0 : in[2].offset();
    int rows = s.rows();
    return (part, parts) -> {
      int from = Kernel.from(s.n, part, parts);
      int end = Kernel.from(s.n, part + 1, parts);
      for (int g = 0; g < s.groups && from < end; g++) {
        int wo = in[1].offset() + g * m * rows;
        ConvProduct.forward(
            w,
            c,
            m,
            from,
            end,
            x,
            in[0].offset() + g * c * s.inputs(),
            s.channels * s.inputs(),
            (to, at, n) -> Turn.copy(kernels, wo, rows, m, rows, to, at, n),
            bias,
            bo + g * m,
            y.floats(),
            y.offset() + g * m * s.outputs(),
            s.filters * s.outputs(),
            scratch.of(part));
      }
    };
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor x = call.input(0);
    Tensor w = call.input(1);
    Tensor[] out = new Tensor[call.arity()];
    if (call.needs(0)) {
      int[] size = java.util.Arrays.copyOfRange(x.shape().dims(), 2, x.rank());
      out[0] = new ConvInput(attrs().with("size", size)).call(g, w);
    }
    if (call.needs(1)) {
      int[] kernel = java.util.Arrays.copyOfRange(w.shape().dims(), 2, w.rank());
      out[1] = new ConvWeight(attrs().with("kernel", kernel)).call(x, g);
    }
    if (out.length > 2 && call.needs(2)) {
      out[2] = ChannelSum.of(g);
    }
    return out;
  }
}

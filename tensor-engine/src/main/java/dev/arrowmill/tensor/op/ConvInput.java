package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.backend.Backends;
import java.util.Arrays;

/**
 * The gradient of a convolution's input, which is also the transposed convolution: every output
 * element spreads over the input elements that it was made of.
 */
public final class ConvInput extends KernelOp {
  /** Floats of the samples that are folded at once. */
  private static final int BLOCK = 1 << 18;

  ConvInput(Attrs attrs) {
    super("convInput", attrs);
  }

  /**
   * The transposed convolution.
   *
   * @param y [n, filters, ...]
   * @param w [filters, channels / groups, k1, ...]
   * @param size spatial sizes of the result [n, channels, ...]
   * @param stride step of each dimension
   * @param lo elements cut off before each dimension
   * @param dilation distance of kernel elements
   * @param groups parts that do not meet
   * @throws IllegalArgumentException when sizes or types do not fit
   */
  public static Tensor of(
      Tensor y, Tensor w, int[] size, int[] stride, int[] lo, int[] dilation, int groups) {
    boolean ranks = y.rank() == w.rank() && y.rank() >= 3 && y.rank() <= 5;
    if (!ranks || groups < 1 || y.size(1) != w.size(0) || w.size(0) % groups != 0) {
      throw new IllegalArgumentException(
          "convTranspose: input "
              + y.shape()
              + " does not fit kernel "
              + w.shape()
              + " with "
              + groups
              + " groups, expected [n, channels, ...] and [channels, filters / groups, ...]");
    }
    if (y.dtype() != w.dtype() || (y.dtype() != DType.FLOAT32 && y.dtype() != DType.FLOAT64)) {
      throw new IllegalArgumentException(
          "convTranspose: needs one type, float32 or float64, input "
              + y.dtype()
              + ", kernel "
              + w.dtype());
    }
    int[] hi = new int[size.length];
    for (int i = 0; i < size.length; i++) {
      int reach = (y.size(i + 2) - 1) * stride[i] + dilation[i] * (w.size(i + 2) - 1) + 1;
      hi[i] = reach - lo[i] - size[i];
      if (size[i] < 1 || hi[i] <= -stride[i] - dilation[i]) {
        throw new IllegalArgumentException(
            "convTranspose: no output of size "
                + Arrays.toString(size)
                + " comes from "
                + y.shape()
                + " and kernel "
                + w.shape());
      }
    }
    return new ConvInput(
            Attrs.of(
                "stride",
                stride,
                "lo",
                lo,
                "hi",
                hi,
                "dilation",
                dilation,
                "groups",
                groups,
                "size",
                size))
        .call(y, w);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), ConvShape.input(in[0], in[1], attrs()).inputShape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    ConvShape s = ConvShape.input(in[0], in[1], attrs());
    return DenseInputs.bind(
        in, t -> out.dtype() == DType.FLOAT32 ? single(s, t, out) : twice(s, t, out));
  }

  private static Kernel twice(ConvShape s, Tensor[] in, Tensor x) {
    int each = s.channels * s.inputs();
    return (part, parts) -> {
      int from = Kernel.from(s.n, part, parts);
      int end = Kernel.from(s.n, part + 1, parts);
      Arrays.fill(x.doubles(), x.offset() + from * each, x.offset() + end * each, 0);
      ConvLoops.run(ConvLoops.Target.INPUT, s, x, in[1], in[0], from, end);
    };
  }

  /** With steps of 1 the gradient is a convolution by the kernels turned round. */
  private static Kernel single(ConvShape s, Tensor[] in, Tensor x) {
    return s.stride[0] * s.stride[1] * s.stride[2] == 1 ? turned(s, in, x) : folded(s, in, x);
  }

  private static Kernel turned(ConvShape s, Tensor[] in, Tensor x) {
    int c = s.groupChannels();
    int m = s.groupFilters();
    int[] lo = new int[3];
    for (int d = 0; d < 3; d++) {
      lo[d] = s.dilation[d] * (s.kernel[d] - 1) - s.lo[d];
    }
    Window w = new Window(m, s.out, lo, s.kernel, s.in, s.stride, s.dilation);
    Scratch scratch = new Scratch(ConvProduct.forwardScratch(w, m, c));
    float[] kernels = in[1].floats();
    return (part, parts) -> {
      int from = Kernel.from(s.n, part, parts);
      int end = Kernel.from(s.n, part + 1, parts);
      for (int g = 0; g < s.groups && from < end; g++) {
        int wo = in[1].offset() + g * m * s.rows();
        ConvProduct.forward(
            w,
            m,
            c,
            from,
            end,
            in[0].floats(),
            in[0].offset() + g * m * s.outputs(),
            s.filters * s.outputs(),
            (to, at, n) -> roundTurned(kernels, wo, m, c, s.taps(), to, at, n),
            new float[0],
            0,
            x.floats(),
            x.offset() + g * c * s.inputs(),
            s.channels * s.inputs(),
            scratch.of(part));
      }
    };
  }

  /** Row (filter, tap from the end) and column channel of the kernels. */
  private static void roundTurned(
      float[] w, int wo, int filters, int channels, int taps, float[] to, int at, int n) {
    for (int f = 0; f < filters; f++) {
      for (int k = 0; k < taps; k++) {
        int row = at + (f * taps + k) * n;
        int from = wo + f * channels * taps + taps - 1 - k;
        for (int c = 0; c < channels; c++) {
          to[row + c] = w[from + c * taps];
        }
      }
    }
  }

  private static Kernel folded(ConvShape s, Tensor[] in, Tensor x) {
    int chunk = Math.max(1, BLOCK / Math.max(1, s.rows() * s.outputs()));
    Scratch scratch = new Scratch((long) chunk * s.outputs() * (s.rows() + s.groupFilters()));
    int chunks = (s.n + chunk - 1) / chunk;
    int each = s.channels * s.inputs();
    return (part, parts) -> {
      float[] a = scratch.of(part);
      int end = Kernel.from(chunks, part + 1, parts);
      for (int k = Kernel.from(chunks, part, parts); k < end; k++) {
        int from = k * chunk;
        int count = Math.min(chunk, s.n - from);
        int at = x.offset() + from * each;
        Arrays.fill(x.floats(), at, at + count * each, 0f);
        chunk(s, in, x, a, from, count);
      }
    };
  }

  private static void chunk(ConvShape s, Tensor[] in, Tensor x, float[] a, int from, int count) {
    int p = s.outputs();
    int ld = count * p;
    int m = s.groupFilters();
    int rows = s.rows();
    int yo = rows * ld;
    for (int g = 0; g < s.groups; g++) {
      gather(s, in[0], g, from, count, a, yo);
      int wo = in[1].offset() + g * m * rows;
      Backends.get()
          .gemm(rows, ld, m, in[1].floats(), wo, 1, rows, a, yo, ld, 1, null, 0, a, 0, ld);
      for (int i = 0; i < count; i++) {
        int xo = x.offset() + ((from + i) * s.channels + g * s.groupChannels()) * s.inputs();
        Columns.fold(s, a, i * p, ld, x.floats(), xo);
      }
    }
  }

  /** A group's filters of several samples side by side: [filters, samples * outputs]. */
  static void gather(ConvShape s, Tensor y, int g, int from, int count, float[] a, int at) {
    int p = s.outputs();
    int m = s.groupFilters();
    for (int i = 0; i < count; i++) {
      for (int f = 0; f < m; f++) {
        int source = y.offset() + ((from + i) * s.filters + g * m + f) * p;
        System.arraycopy(y.floats(), source, a, at + (f * count + i) * p, p);
      }
    }
  }

  private Attrs forward() {
    Attrs a = attrs();
    return Attrs.of(
        "stride",
        a.ints("stride"),
        "lo",
        a.ints("lo"),
        "hi",
        a.ints("hi"),
        "dilation",
        a.ints("dilation"),
        "groups",
        a.integer("groups"));
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor y = call.input(0);
    Tensor w = call.input(1);
    Tensor[] out = new Tensor[2];
    if (call.needs(0)) {
      Tensor back = new Conv(forward()).call(g, w);
      out[0] = back;
    }
    if (call.needs(1)) {
      int[] kernel = Arrays.copyOfRange(w.shape().dims(), 2, w.rank());
      out[1] = new ConvWeight(forward().with("kernel", kernel)).call(g, y);
    }
    return out;
  }
}

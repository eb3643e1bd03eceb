package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.backend.Backend;
import dev.arrowmill.tensor.backend.Backends;
import java.util.Arrays;

/** The gradient of a convolution's kernel, from its input and the gradient of its output. */
final class ConvWeight extends KernelOp {
  ConvWeight(Attrs attrs) {
    super("convWeight", attrs);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), ConvShape.weight(in[0], in[1], attrs()).weightShape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    ConvShape s = ConvShape.weight(in[0], in[1], attrs());
    return DenseInputs.bind(
        in, t -> out.dtype() == DType.FLOAT32 ? single(s, t, out) : twice(s, t, out));
  }

  private static Kernel twice(ConvShape s, Tensor[] in, Tensor w) {
    return (part, parts) -> {
      if (part == 0) {
        Fills.zero(w);
        ConvLoops.run(ConvLoops.Target.WEIGHT, s, in[0], w, in[1], 0, s.n);
      }
    };
  }

  /** Shares are ranges of the kernel's elements, so each unfolds its own rows only. */
  private static Kernel single(ConvShape s, Tensor[] in, Tensor w) {
    int chunk = Conv.chunk(s);
    int m = s.groupFilters();
    long each = (long) chunk * s.outputs();
    Scratch scratch = new Scratch(each * (s.rows() + m) + (long) m * s.rows());
    return (part, parts) -> {
      int from = Kernel.from(s.rows(), part, parts);
      int end = Kernel.from(s.rows(), part + 1, parts);
      if (from == end) {
        return;
      }
      float[] a = scratch.of(part);
      for (int g = 0; g < s.groups; g++) {
        for (int i = 0; i == 0 || i < s.n; i += chunk) {
          int count = Math.min(chunk, s.n - i);
          chunk(s, in, w, a, g, i, count, from, end);
        }
      }
    };
  }

  private static void chunk(
      ConvShape s,
      Tensor[] in,
      Tensor w,
      float[] a,
      int g,
      int sample,
      int count,
      int from,
      int end) {
    int p = s.outputs();
    int ld = count * p;
    int m = s.groupFilters();
    int rows = end - from;
    int yo = rows * ld;
    int to = yo + m * ld;
    Tensor x = in[0];
    for (int i = 0; i < count; i++) {
      int xo = x.offset() + ((sample + i) * s.channels + g * s.groupChannels()) * s.inputs();
      Columns.unfold(s, x.floats(), xo, a, i * p, ld, from, end);
    }
    ConvInput.gather(s, in[1], g, sample, count, a, yo);
    int wo = w.offset() + g * m * s.rows() + from;
    Backend backend = Backends.get();
    if (sample == 0) {
      backend.gemm(m, rows, ld, a, yo, ld, 1, a, 0, 1, ld, null, 0, w.floats(), wo, s.rows());
      return;
    }
    backend.gemm(m, rows, ld, a, yo, ld, 1, a, 0, 1, ld, null, 0, a, to, rows);
    for (int f = 0; f < m; f++) {
      add(a, to + f * rows, w.floats(), wo + f * s.rows(), rows);
    }
  }

  private static void add(float[] a, int at, float[] w, int to, int n) {
    for (int i = 0; i < n; i++) {
      w[to + i] += a[at + i];
    }
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor x = call.input(0);
    Attrs a = attrs();
    Attrs plain =
        Attrs.of(
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
    Tensor[] out = new Tensor[2];
    if (call.needs(0)) {
      int[] size = Arrays.copyOfRange(x.shape().dims(), 2, x.rank());
      out[0] = new ConvInput(plain.with("size", size)).call(call.input(1), g);
    }
    if (call.needs(1)) {
      out[1] = new Conv(plain).call(x, g);
    }
    return out;
  }
}

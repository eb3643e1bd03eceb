package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.Arrays;

/** The mean of each window. */
public final class AvgPool extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("avgPool", "mean of each window, spatial dimensions last")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 6, 7)},
              t -> of(t[0], ints(3, 2), ints(2, 1), ints(1, 0), true, false, 0))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 7)},
              t -> of(t[0], ints(3), ints(2), ints(1), false, true, 0))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 7, 5)}, t -> adaptive(t[0], 3, 2))
          .op("avgPool", AvgPool::new)
          .op("avgPoolBack", AvgPool.Back::new);

  private AvgPool(Attrs attrs) {
    super("avgPool", attrs);
  }

  private static int[] ints(int... a) {
    return a;
  }

  /**
   * Over the last dimensions, as many as the kernel has.
   *
   * @param x [..., channels, d1, ...]
   * @param kernel window sizes
   * @param stride steps between windows
   * @param pad zeros around the input, at most half of the kernel
   * @param ceil whether a last, partial window counts
   * @param countPad whether padding counts in the divisor
   * @param divisor another divisor, or 0
   * @throws IllegalArgumentException when sizes do not fit
   */
  public static Tensor of(
      Tensor x,
      int[] kernel,
      int[] stride,
      int[] pad,
      boolean ceil,
      boolean countPad,
      int divisor) {
    int[] ones = new int[kernel.length];
    Arrays.fill(ones, 1);
    Attrs a = Windows.fixed("avgPool", x, kernel, stride, pad, ones, ceil);
    return new AvgPool(a.with("countPad", countPad).with("divisor", divisor)).call(x);
  }

  /** With windows that share the input out evenly among so many outputs. */
  public static Tensor adaptive(Tensor x, int... out) {
    Attrs a = Windows.adaptive("adaptiveAvgPool", x, out);
    return new AvgPool(a.with("countPad", false).with("divisor", 0)).call(x);
  }

  /** What happens at each output: its place, a place of its window, and the divisor. */
  @FunctionalInterface
  private interface Visit {
    void at(int output, int input, int divisor);
  }

  private static void walk(Windows w, Attrs a, int part, int parts, Visit visit) {
    boolean padded = a.flag("countPad");
    int fixed = a.integer("divisor");
    int end = Kernel.from(w.planes, part + 1, parts);
    for (int p = Kernel.from(w.planes, part, parts); p < end; p++) {
      int to = p * w.outputs;
      for (int o0 = 0; o0 < w.out[0]; o0++) {
        for (int o1 = 0; o1 < w.out[1]; o1++) {
          for (int o2 = 0; o2 < w.out[2]; o2++, to++) {
            int divisor = fixed > 0 ? fixed : w.count(o0, o1, o2, padded);
            window(w, p * w.inputs, o0, o1, o2, to, divisor, visit);
          }
        }
      }
    }
  }

  private static void window(
      Windows w, int base, int o0, int o1, int o2, int to, int divisor, Visit visit) {
    for (int i0 = w.start(0, o0); i0 < w.end(0, o0); i0++) {
      for (int i1 = w.start(1, o1); i1 < w.end(1, o1); i1++) {
        int row = base + (i0 * w.in[1] + i1) * w.in[2];
        for (int i2 = w.start(2, o2); i2 < w.end(2, o2); i2++) {
          visit.at(to, row + i2, divisor);
        }
      }
    }
  }

  private static void zero(Tensor t, int from, int end) {
    if (t.storage() instanceof float[] f) {
      Arrays.fill(f, t.offset() + from, t.offset() + end, 0f);
    } else {
      Arrays.fill(t.doubles(), t.offset() + from, t.offset() + end, 0);
    }
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), Windows.of(in[0], attrs()).result());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Windows w = Windows.of(in[0], attrs());
    return DenseInputs.bind(
        in,
        t -> {
          Visit add = adder(t[0], out);
          return (part, parts) -> {
            int from = Kernel.from(w.planes, part, parts) * w.outputs;
            int end = Kernel.from(w.planes, part + 1, parts) * w.outputs;
            zero(out, from, end);
            walk(w, attrs(), part, parts, add);
            divide(w, out, part, parts);
          };
        });
  }

  private static Visit adder(Tensor x, Tensor y) {
    if (y.dtype() == DType.FLOAT32) {
      float[] from = x.floats();
      float[] to = y.floats();
      return (o, i, d) -> to[y.offset() + o] += from[x.offset() + i];
    }
    double[] from = x.doubles();
    double[] to = y.doubles();
    return (o, i, d) -> to[y.offset() + o] += from[x.offset() + i];
  }

  private void divide(Windows w, Tensor y, int part, int parts) {
    boolean padded = attrs().flag("countPad");
    int fixed = attrs().integer("divisor");
    int end = Kernel.from(w.planes, part + 1, parts);
    for (int p = Kernel.from(w.planes, part, parts); p < end; p++) {
      int to = y.offset() + p * w.outputs;
      for (int o = 0; o < w.outputs; o++, to++) {
        int o2 = o % w.out[2];
        int o1 = o / w.out[2] % w.out[1];
        int divisor = fixed > 0 ? fixed : w.count(o / w.out[2] / w.out[1], o1, o2, padded);
        if (y.dtype() == DType.FLOAT32) {
          y.floats()[to] /= divisor;
        } else {
          y.doubles()[to] /= divisor;
        }
      }
    }
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor x = call.input(0);
    int rank =
        attrs().flag("adaptive") ? attrs().ints("out").length : attrs().ints("kernel").length;
    int[] size = Arrays.copyOfRange(x.shape().dims(), x.rank() - rank, x.rank());
    return grads(new Back(attrs().with("size", size)).call(g));
  }

  /** Spreads each output's gradient over its window. */
  static final class Back extends KernelOp {
    private Back(Attrs attrs) {
      super("avgPoolBack", attrs);
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      int[] dims = in[0].shape().dims();
      int[] size = attrs().ints("size");
      System.arraycopy(size, 0, dims, dims.length - size.length, size.length);
      return Tensor.zeros(in[0].dtype(), dev.arrowmill.tensor.Shape.of(dims));
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      Windows w = Windows.of(in[0], attrs().ints("size"), attrs());
      return DenseInputs.bind(
          in,
          t -> {
            Visit spread = spreader(t[0], out);
            return (part, parts) -> {
              int from = Kernel.from(w.planes, part, parts) * w.inputs;
              int end = Kernel.from(w.planes, part + 1, parts) * w.inputs;
              zero(out, from, end);
              walk(w, attrs(), part, parts, spread);
            };
          });
    }

    private static Visit spreader(Tensor g, Tensor x) {
      if (x.dtype() == DType.FLOAT32) {
        float[] from = g.floats();
        float[] to = x.floats();
        return (o, i, d) -> to[x.offset() + i] += from[g.offset() + o] / d;
      }
      double[] from = g.doubles();
      double[] to = x.doubles();
      return (o, i, d) -> to[x.offset() + i] += from[g.offset() + o] / d;
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      Attrs a = attrs();
      Attrs plain =
          a.flag("adaptive")
              ? Attrs.of("adaptive", true, "out", a.ints("out"))
              : Attrs.of(
                  "adaptive",
                  false,
                  "kernel",
                  a.ints("kernel"),
                  "stride",
                  a.ints("stride"),
                  "pad",
                  a.ints("pad"),
                  "dilation",
                  a.ints("dilation"),
                  "ceil",
                  a.flag("ceil"));
      plain = plain.with("countPad", a.flag("countPad")).with("divisor", a.integer("divisor"));
      return grads(new AvgPool(plain).call(g));
    }
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.Arrays;

/** The largest element of each window; the first of equals gets the gradient, NaN wins. */
public final class MaxPool extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("maxPool", "largest element of each window, spatial dimensions last")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 6, 7)},
              t -> of(t[0], ints(3, 2), ints(2, 1), ints(1, 0), ints(1, 2), true))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 2, 6, 6)},
              t -> of(t[0], ints(2, 2), ints(2, 2), ints(0, 0), ints(1, 1), false))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 7)}, t -> adaptive(t[0], 3))
          .op("maxPool", MaxPool::new)
          .op("maxPoolBack", MaxPool.Back::new)
          .op("maxPoolPick", MaxPool.Pick::new);

  static final OpSpec INDICES =
      OpSpec.of("maxPoolIndices", "place of the largest element of each window in its plane")
          .notDifferentiable()
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 6, 7)},
              t -> indices(t[0], ints(3, 2), ints(2, 1), ints(1, 0), ints(1, 2), true))
          .op("maxPoolIndices", MaxPool.Indices::new);

  private MaxPool(Attrs attrs) {
    super("maxPool", attrs);
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
   * @param pad places around the input that never win, at most half of the kernel
   * @param dilation distance of the elements of a window
   * @param ceil whether a last, partial window counts
   * @throws IllegalArgumentException when sizes do not fit
   */
  public static Tensor of(
      Tensor x, int[] kernel, int[] stride, int[] pad, int[] dilation, boolean ceil) {
    return new MaxPool(Windows.fixed("maxPool", x, kernel, stride, pad, dilation, ceil)).call(x);
  }

  /** With windows that share the input out evenly among so many outputs. */
  public static Tensor adaptive(Tensor x, int... out) {
    return new MaxPool(Windows.adaptive("adaptiveMaxPool", x, out)).call(x);
  }

  /** Where the largest elements lie: int64 row-major places in the input's plane. */
  public static Tensor indices(
      Tensor x, int[] kernel, int[] stride, int[] pad, int[] dilation, boolean ceil) {
    return new Indices(Windows.fixed("maxPool", x, kernel, stride, pad, dilation, ceil))
        .call(x.detach());
  }

  /** {@link #indices} of {@link #adaptive}. */
  public static Tensor adaptiveIndices(Tensor x, int... out) {
    return new Indices(Windows.adaptive("adaptiveMaxPool", x, out)).call(x.detach());
  }

  /** Place of a window's largest element, relative to the plane. */
  static int best(Windows w, float[] x, int base, int o0, int o1, int o2) {
    int s1 = w.start(1, o1);
    int e1 = w.end(1, o1);
    int s2 = w.start(2, o2);
    int e2 = w.end(2, o2);
    int best = (w.start(0, o0) * w.in[1] + s1) * w.in[2] + s2;
    float top = Float.NEGATIVE_INFINITY;
    for (int i0 = w.start(0, o0); i0 < w.end(0, o0); i0 += w.step[0]) {
      for (int i1 = s1; i1 < e1; i1 += w.step[1]) {
        int row = (i0 * w.in[1] + i1) * w.in[2];
        for (int i2 = s2; i2 < e2; i2 += w.step[2]) {
          float v = x[base + row + i2];
          if (v > top || Float.isNaN(v)) {
            top = v;
            best = row + i2;
          }
        }
      }
    }
    return best;
  }

  static int best(Windows w, double[] x, int base, int o0, int o1, int o2) {
    int best = (w.start(0, o0) * w.in[1] + w.start(1, o1)) * w.in[2] + w.start(2, o2);
    double top = Double.NEGATIVE_INFINITY;
    for (int i0 = w.start(0, o0); i0 < w.end(0, o0); i0 += w.step[0]) {
      for (int i1 = w.start(1, o1); i1 < w.end(1, o1); i1 += w.step[1]) {
        int row = (i0 * w.in[1] + i1) * w.in[2];
        for (int i2 = w.start(2, o2); i2 < w.end(2, o2); i2 += w.step[2]) {
          double v = x[base + row + i2];
          if (v > top || Double.isNaN(v)) {
            top = v;
            best = row + i2;
          }
        }
      }
    }
    return best;
  }

  /** What happens at each output: its place in the result and the place of the winner. */
  @FunctionalInterface
  private interface Visit {
    void at(int output, int winner);
  }

  private static Kernel walk(Windows w, Tensor x, Visit visit) {
    return (part, parts) -> {
      int end = Kernel.from(w.planes, part + 1, parts);
      for (int p = Kernel.from(w.planes, part, parts); p < end; p++) {
        int base = x.offset() + p * w.inputs;
        int to = p * w.outputs;
        for (int o0 = 0; o0 < w.out[0]; o0++) {
          for (int o1 = 0; o1 < w.out[1]; o1++) {
            for (int o2 = 0; o2 < w.out[2]; o2++) {
              int k =
                  x.dtype() == DType.FLOAT32
                      ? best(w, x.floats(), base, o0, o1, o2)
                      : best(w, x.doubles(), base, o0, o1, o2);
              visit.at(to++, p * w.inputs + k);
            }
          }
        }
      }
    };
  }

  /** Copies the winners of v, which has x's shape. */
  private static Kernel pick(Windows w, Tensor x, Tensor v, Tensor y) {
    if (y.dtype() == DType.FLOAT32) {
      float[] from = v.floats();
      float[] to = y.floats();
      return walk(w, x, (o, k) -> to[y.offset() + o] = from[v.offset() + k]);
    }
    double[] from = v.doubles();
    double[] to = y.doubles();
    return walk(w, x, (o, k) -> to[y.offset() + o] = from[v.offset() + k]);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), Windows.of(in[0], attrs()).result());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Windows w = Windows.of(in[0], attrs());
    boolean pairs = w.isPairs() && out.dtype() == DType.FLOAT32;
    return DenseInputs.bind(
        in, t -> pairs ? MaxPoolPairs.forward(w, t[0], out) : pick(w, t[0], t[0], out));
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(new Back(attrs()).call(call.input(0).detach(), g));
  }

  /** Adds each output's gradient at its winner. */
  static final class Back extends KernelOp {
    private Back(Attrs attrs) {
      super("maxPoolBack", attrs);
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), in[0].shape());
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      Windows w = Windows.of(in[0], attrs());
      boolean pairs = w.isPairs() && out.dtype() == DType.FLOAT32;
      return DenseInputs.bind(
          in, t -> pairs ? MaxPoolPairs.backward(w, t[0], t[1], out) : dense(w, t[0], t[1], out));
    }

    private static Kernel dense(Windows w, Tensor x, Tensor g, Tensor out) {
      int at = out.offset();
      Kernel add;
      if (out.dtype() == DType.FLOAT32) {
        float[] from = g.floats();
        float[] to = out.floats();
        add = walk(w, x, (o, k) -> to[at + k] += from[g.offset() + o]);
      } else {
        double[] from = g.doubles();
        double[] to = out.doubles();
        add = walk(w, x, (o, k) -> to[at + k] += from[g.offset() + o]);
      }
      return (part, parts) -> {
        int from = at + Kernel.from(w.planes, part, parts) * w.inputs;
        int end = at + Kernel.from(w.planes, part + 1, parts) * w.inputs;
        if (out.storage() instanceof float[] f) {
          Arrays.fill(f, from, end, 0f);
        } else {
          Arrays.fill(out.doubles(), from, end, 0);
        }
        add.run(part, parts);
      };
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      Tensor[] out = new Tensor[2];
      out[1] = new Pick(attrs()).call(call.input(0), g);
      return out;
    }
  }

  /** Another tensor's elements at the winners' places. */
  static final class Pick extends KernelOp {
    private Pick(Attrs attrs) {
      super("maxPoolPick", attrs);
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), Windows.of(in[0], attrs()).result());
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      Windows w = Windows.of(in[0], attrs());
      return DenseInputs.bind(in, t -> pick(w, t[0], t[1], out));
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      Tensor[] out = new Tensor[2];
      out[1] = new Back(attrs()).call(call.input(0), g);
      return out;
    }
  }

  /** The winners' places in their planes. */
  static final class Indices extends KernelOp {
    private Indices(Attrs attrs) {
      super("maxPoolIndices", attrs);
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(DType.INT64, Windows.of(in[0], attrs()).result());
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      Windows w = Windows.of(in[0], attrs());
      long[] to = out.longs();
      return DenseInputs.bind(
          in, t -> walk(w, t[0], (o, k) -> to[out.offset() + o] = k % w.inputs));
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      throw new AssertionError("maxPoolIndices: has no gradient");
    }
  }
}

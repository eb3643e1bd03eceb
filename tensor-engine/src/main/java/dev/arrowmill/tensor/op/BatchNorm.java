package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.random.Rng;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * (x - mean) / sqrt(var + eps) * weight + bias with the statistics of each channel over the batch
 * (Ioffe and Szegedy 2015), in training.
 */
public final class BatchNorm extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("batchNorm", "(x - mean) / sqrt(var + eps) weight + bias over all but the channels")
          .sample(r -> inputs(r, 6, 3), t -> of(t[0], stats(t[0]), t[1], t[2], 1e-5))
          .sample(r -> inputs(r, 4, 3, 2, 3), t -> of(t[0], stats(t[0]), t[1], t[2], 1e-3))
          .sample(r -> inputs(r, 4, 3, 5), t -> of(t[0], stats(t[0]), null, null, 1e-5))
          .op("batchNorm", BatchNorm::new)
          .op("batchNormStats", BatchNormStats::new)
          .op("batchNormBack", BatchNormBack::new)
          .op("batchNormWeights", BatchNormWeights::new);

  private final double eps;

  private BatchNorm(Attrs attrs) {
    super("batchNorm", attrs);
    this.eps = attrs.real("eps");
  }

  private static Tensor[] inputs(Rng r, int... x) {
    return new Tensor[] {
      OpSpec.uniform(r.fold(1), -2, 2, x),
      OpSpec.uniform(r.fold(2), 0.5, 2, x[1]),
      OpSpec.uniform(r.fold(3), -2, 2, x[1])
    };
  }

  /**
   * Mean, biased and unbiased variance of each channel: float64 [3, channels], without gradient.
   *
   * @param x [n, channels, ...], float32 or float64
   * @throws IllegalArgumentException for other shapes or types
   */
  public static Tensor stats(Tensor x) {
    if (x.rank() < 2 || !x.dtype().isFloat() || x.dtype().isHalf()) {
      throw new IllegalArgumentException(
          "batchNorm: expected float [n, channels, ...], got " + x.dtype() + x.shape());
    }
    return new BatchNormStats(Attrs.NONE).apply(x.detach());
  }

  /**
   * The result has x's shape; its gradient counts that the statistics come from x.
   *
   * @param stats {@link #stats} of x
   * @param weight [channels], or null
   * @param bias [channels], null together with the weight
   */
  public static Tensor of(
      Tensor x, Tensor stats, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    BatchNorm op = new BatchNorm(Attrs.of("eps", eps));
    if (weight == null || bias == null) {
      return op.call(x, stats);
    }
    boolean fits = weight.rank() == 1 && weight.size(0) == x.size(1);
    if (!fits || !bias.shape().equals(weight.shape()) || weight.dtype() != x.dtype()) {
      throw new IllegalArgumentException(
          "batchNorm: weight "
              + weight.dtype()
              + weight.shape()
              + " and bias "
              + bias.shape()
              + " do not fit "
              + x.dtype()
              + x.shape());
    }
    return op.call(x, stats, weight, bias);
  }

  /** Elements of a channel of one sample. */
  static int plane(Tensor x) {
    int n = 1;
    for (int i = 2; i < x.rank(); i++) {
      n *= x.size(i);
    }
    return n;
  }

  static int[] others(Tensor x) {
    int[] dims = new int[x.rank() - 1];
    Arrays.setAll(dims, i -> i == 0 ? 0 : i + 1);
    return dims;
  }

  /** A value per channel, to be broadcast. */
  static Tensor perChannel(Tensor v, Tensor x) {
    int[] dims = new int[x.rank()];
    Arrays.fill(dims, 1);
    dims[1] = x.size(1);
    return v.reshape(dims);
  }

  static Tensor normalized(Tensor x, double eps) {
    Tensor c = x.sub(x.mean(others(x), true));
    return c.mul(c.square().mean(others(x), true).add(eps).rsqrt());
  }

  /** The op in tensor ops, for tests. */
  static Tensor composed(Tensor x, Tensor weight, Tensor bias, double eps) {
    return normalized(x, eps).mul(perChannel(weight, x)).add(perChannel(bias, x));
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    ChannelScales s = new ChannelScales(in[0].size(1));
    return DenseInputs.bind(in, t -> dense(s, t, out));
  }

  private Kernel dense(ChannelScales s, Tensor[] in, Tensor out) {
    int channels = in[0].size(1);
    int plane = plane(in[0]);
    int n = in[0].size(0);
    return (part, parts) -> {
      int from = Kernel.from(channels, part, parts);
      int end = Kernel.from(channels, part + 1, parts);
      s.read(in[1], eps, in.length > 2 ? in[2] : null, in.length > 3 ? in[3] : null, from, end);
      for (int i = 0; i < n; i++) {
        if (out.dtype() == DType.FLOAT64) {
          s.affine(in[0], out, i, plane, from, end);
        } else {
          s.affineSingle(in[0], out, i, plane, from, end);
        }
      }
    };
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor x = call.input(0);
    Tensor stats = call.input(1);
    Tensor[] out = new Tensor[call.arity()];
    if (call.needs(0)) {
      BatchNormBack back = new BatchNormBack(attrs());
      out[0] = out.length == 2 ? back.apply(x, stats, g) : back.apply(x, stats, g, call.input(2));
    }
    if (out.length > 2 && (call.needs(2) || call.needs(3))) {
      Tensor both = new BatchNormWeights(attrs()).apply(x, stats, g);
      out[2] = both.select(0, 0);
      out[3] = both.select(0, 1);
    }
    return out;
  }

  /** The gradient of the input, from x, statistics, g and, with weights, the weight. */
  static final class BatchNormBack extends KernelOp {
    private final double eps;

    private BatchNormBack(Attrs attrs) {
      super("batchNormBack", attrs);
      this.eps = attrs.real("eps");
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), in[0].shape());
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      ChannelScales s = new ChannelScales(in[0].size(1));
      return DenseInputs.bind(
          in,
          t ->
              (part, parts) -> {
                int channels = t[0].size(1);
                int from = Kernel.from(channels, part, parts);
                int end = Kernel.from(channels, part + 1, parts);
                s.read(t[1], eps, t.length > 3 ? t[3] : null, null, from, end);
                s.sums(t[0], t[2], plane(t[0]), from, end);
                s.back(t[0], t[2], out, plane(t[0]), from, end);
              });
    }

    private Tensor composed(Tensor... in) {
      Tensor x = in[0];
      int[] dims = others(x);
      Tensor c = x.sub(x.mean(dims, true));
      Tensor r = c.square().mean(dims, true).add(eps).rsqrt();
      Tensor xh = c.mul(r);
      Tensor gw = in.length > 3 ? in[2].mul(perChannel(in[3], x)) : in[2];
      return gw.sub(gw.mean(dims, true)).sub(xh.mul(gw.mul(xh).mean(dims, true))).mul(r);
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      return Composed.vjp(this::composed, call, g);
    }
  }

  /** The gradients of weight and bias, from x, statistics and g: [2, channels]. */
  static final class BatchNormWeights extends KernelOp {
    private final double eps;

    private BatchNormWeights(Attrs attrs) {
      super("batchNormWeights", attrs);
      this.eps = attrs.real("eps");
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), Shape.of(2, in[0].size(1)));
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      ChannelScales s = new ChannelScales(in[0].size(1));
      return DenseInputs.bind(
          in,
          t ->
              (part, parts) -> {
                int channels = t[0].size(1);
                int from = Kernel.from(channels, part, parts);
                int end = Kernel.from(channels, part + 1, parts);
                s.read(t[1], eps, null, null, from, end);
                s.sums(t[0], t[2], plane(t[0]), from, end);
                s.weights(out, from, end);
              });
    }

    private Tensor composed(Tensor... in) {
      int[] dims = others(in[0]);
      Tensor w = in[2].mul(normalized(in[0], eps)).sum(dims, false);
      return Tensor.cat(List.of(w.unsqueeze(0), in[2].sum(dims, false).unsqueeze(0)), 0);
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      return Composed.vjp(this::composed, call, g);
    }
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.random.Rng;
import org.jspecify.annotations.Nullable;

/**
 * (x - mean) / sqrt(var + eps) * weight + bias over the last dimensions (Ba et al. 2016), one row
 * at a time; statistics in float64, the variance from centred values.
 */
public final class LayerNorm extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("layerNorm", "(x - mean) / sqrt(var + eps) weight + bias over the last dimensions")
          .sample(r -> inputs(r, 3, 6), t -> of(t[0], 1, t[1], t[2], 1e-5))
          .sample(r -> inputs(r, 2, 3, 5, 2), t -> of(t[0], 1, t[1], t[2], 1e-3))
          .sample(r -> inputs(r, 70, 5), t -> of(t[0], 1, t[1], null, 1e-5))
          .sample(r -> inputs(r, 2, 3, 4), t -> of(t[0], 2, null, null, 1e-5))
          .op("layerNorm", LayerNorm::new)
          .op("layerNormBack", LayerNormBack::new)
          .op("layerNormWeights", LayerNormWeights::new);

  private final int rank;
  private final double eps;

  private LayerNorm(Attrs attrs) {
    super("layerNorm", attrs);
    this.rank = attrs.integer("rank");
    this.eps = attrs.real("eps");
  }

  private static Tensor[] inputs(Rng r, int... x) {
    int width = x[x.length - 1];
    return new Tensor[] {
      OpSpec.uniform(r.fold(1), -2, 2, x),
      OpSpec.uniform(r.fold(2), 0.5, 2, width),
      OpSpec.uniform(r.fold(3), -2, 2, width)
    };
  }

  /**
   * The result has x's shape.
   *
   * @param rank how many of the last dimensions are normalised together
   * @param weight of their sizes, or null
   * @param bias of their sizes, or null
   * @throws IllegalArgumentException when shapes or types do not fit
   */
  public static Tensor of(
      Tensor x, int rank, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    check(x, rank, weight);
    check(x, rank, bias);
    if (weight == null && bias != null) {
      return of(x, rank, null, null, eps).add(bias);
    }
    LayerNorm op = new LayerNorm(Attrs.of("rank", rank, "eps", eps));
    if (weight == null) {
      return op.call(x);
    }
    return bias == null ? op.call(x, weight) : op.call(x, weight, bias);
  }

  private static void check(Tensor x, int rank, @Nullable Tensor w) {
    if (rank < 1 || rank > x.rank() || !x.dtype().isFloat() || x.dtype().isHalf()) {
      throw new IllegalArgumentException(
          "layerNorm: expected a float tensor of at least "
              + rank
              + " dimensions, got "
              + x.dtype()
              + x.shape());
    }
    boolean fits = w == null || (w.rank() == rank && w.dtype() == x.dtype());
    for (int i = 0; fits && w != null && i < rank; i++) {
      fits = w.size(i) == x.size(x.rank() - rank + i);
    }
    if (!fits && w != null) {
      throw new IllegalArgumentException(
          "layerNorm: weight or bias "
              + w.dtype()
              + w.shape()
              + " does not fit the last dimensions of "
              + x.dtype()
              + x.shape());
    }
  }

  /** Elements of a row. */
  static int width(Tensor x, int rank) {
    int n = 1;
    for (int i = x.rank() - rank; i < x.rank(); i++) {
      n *= x.size(i);
    }
    return n;
  }

  /** The last dimensions. */
  static int[] last(int rank) {
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = i - rank;
    }
    return dims;
  }

  /** (x - mean) / sqrt(var + eps) in tensor ops. */
  static Tensor normalized(Tensor x, int rank, double eps) {
    Tensor c = centred(x, rank);
    return c.mul(c.square().mean(last(rank), true).add(eps).rsqrt());
  }

  static Tensor centred(Tensor x, int rank) {
    Tensor rough = x.sub(x.mean(last(rank), true));
    return rough.sub(rough.detach().mean(last(rank), true));
  }

  /** The op in tensor ops, for tests. */
  static Tensor composed(
      Tensor x, int rank, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    Tensor y = normalized(x, rank, eps);
    y = weight == null ? y : y.mul(weight);
    return bias == null ? y : y.add(bias);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    int n = width(in[0], rank);
    int rows = n == 0 ? 0 : in[0].numel() / n;
    return DenseInputs.bind(
        in,
        t ->
            (part, parts) -> {
              int end = Kernel.from(rows, part + 1, parts);
              for (int r = Kernel.from(rows, part, parts); r < end; r++) {
                if (out.dtype() == DType.FLOAT32) {
                  single(t, r * n, n, out);
                } else {
                  twice(t, r * n, n, out);
                }
              }
            });
  }

  private void single(Tensor[] in, int row, int n, Tensor out) {
    float[] x = in[0].floats();
    int at = in[0].offset() + row;
    double mean = RowStats.sum(x, at, n) / n;
    double r = 1 / Math.sqrt(RowStats.squares(x, at, n, mean) / n + eps);
    float hi = (float) mean;
    float lo = (float) (mean - hi);
    float[] y = out.floats();
    int to = out.offset() + row;
    if (in.length == 1) {
      scale(x, at, hi, lo, (float) r, y, to, n);
    } else if (in.length == 2) {
      scale(x, at, hi, lo, (float) r, in[1].floats(), in[1].offset(), y, to, n);
    } else {
      float[] w = in[1].floats();
      float[] b = in[2].floats();
      affine(x, at, hi, lo, (float) r, w, in[1].offset(), b, in[2].offset(), y, to, n);
    }
  }

  private static void scale(
      float[] x, int at, float hi, float lo, float r, float[] y, int to, int n) {
    for (int i = 0; i < n; i++) {
      y[to + i] = ((x[at + i] - hi) - lo) * r;
    }
  }

  private static void scale(
      float[] x, int at, float hi, float lo, float r, float[] w, int wo, float[] y, int to, int n) {
    for (int i = 0; i < n; i++) {
      y[to + i] = ((x[at + i] - hi) - lo) * r * w[wo + i];
    }
  }

  private static void affine(
      float[] x,
      int at,
      float hi,
      float lo,
      float r,
      float[] w,
      int wo,
      float[] b,
      int bo,
      float[] y,
      int to,
      int n) {
    for (int i = 0; i < n; i++) {
      y[to + i] = ((x[at + i] - hi) - lo) * r * w[wo + i] + b[bo + i];
    }
  }

  private void twice(Tensor[] in, int row, int n, Tensor out) {
    double[] x = in[0].doubles();
    int at = in[0].offset() + row;
    double mean = RowStats.mean(x, at, n);
    double r = 1 / Math.sqrt(RowStats.squares(x, at, n, mean) / n + eps);
    double[] y = out.doubles();
    int to = out.offset() + row;
    for (int i = 0; i < n; i++) {
      double v = (x[at + i] - mean) * r;
      v = in.length > 1 ? v * in[1].doubles()[in[1].offset() + i] : v;
      y[to + i] = in.length > 2 ? v + in[2].doubles()[in[2].offset() + i] : v;
    }
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor x = call.input(0);
    Tensor[] out = new Tensor[call.arity()];
    if (call.needs(0)) {
      LayerNormBack back = new LayerNormBack(attrs());
      out[0] = out.length == 1 ? back.apply(x, g) : back.apply(x, g, call.input(1));
    }
    boolean weights = (out.length > 1 && call.needs(1)) || (out.length > 2 && call.needs(2));
    if (weights) {
      Tensor both = new LayerNormWeights(attrs()).apply(x, g);
      for (int i = 1; i < out.length; i++) {
        out[i] = both.select(0, i - 1);
      }
    }
    return out;
  }
}

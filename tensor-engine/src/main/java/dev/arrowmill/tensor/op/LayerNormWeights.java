package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.Arrays;
import java.util.List;

/** The gradients of weight and bias of {@link LayerNorm}, from x and g: [2, row...]. */
final class LayerNormWeights extends KernelOp {
  /** Rows that are added in one float32 sum. */
  private static final int BLOCK = 64;

  private final int rank;
  private final double eps;

  LayerNormWeights(Attrs attrs) {
    super("layerNormWeights", attrs);
    this.rank = attrs.integer("rank");
    this.eps = attrs.real("eps");
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    int[] d = in[0].shape().dims();
    int[] dims = new int[rank + 1];
    dims[0] = 2;
    System.arraycopy(d, d.length - rank, dims, 1, rank);
    return Tensor.zeros(in[0].dtype(), Shape.of(dims));
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    int n = LayerNorm.width(in[0], rank);
    int rows = n == 0 ? 0 : in[0].numel() / n;
    if (out.dtype() == DType.FLOAT64) {
      return DenseInputs.bind(in, t -> (part, parts) -> twice(t, rows, n, out, part));
    }
    float[] block = new float[2 * n];
    return DenseInputs.bind(
        in,
        t ->
            (part, parts) -> {
              int from = Kernel.from(n, part, parts);
              int end = Kernel.from(n, part + 1, parts);
              if (from < end) {
                single(t, rows, n, block, out, from, end);
              }
            });
  }

  private void single(Tensor[] in, int rows, int n, float[] block, Tensor out, int from, int end) {
    float[] x = in[0].floats();
    float[] g = in[1].floats();
    float[] y = out.floats();
    int to = out.offset();
    Arrays.fill(y, to + from, to + end, 0f);
    Arrays.fill(y, to + n + from, to + n + end, 0f);
    for (int first = 0; first < rows; first += BLOCK) {
      Arrays.fill(block, from, end, 0f);
      Arrays.fill(block, n + from, n + end, 0f);
      for (int row = first; row < Math.min(rows, first + BLOCK); row++) {
        int at = in[0].offset() + row * n;
        double mean = RowStats.sum(x, at, n) / n;
        double r = 1 / Math.sqrt(RowStats.squares(x, at, n, mean) / n + eps);
        float hi = (float) mean;
        float lo = (float) (mean - hi);
        add(x, at, g, in[1].offset() + row * n, hi, lo, (float) r, block, n, from, end);
      }
      for (int i = from; i < end; i++) {
        y[to + i] += block[i];
        y[to + n + i] += block[n + i];
      }
    }
  }

  private static void add(
      float[] x,
      int at,
      float[] g,
      int go,
      float hi,
      float lo,
      float r,
      float[] sums,
      int n,
      int from,
      int end) {
    for (int i = from; i < end; i++) {
      sums[i] += g[go + i] * (((x[at + i] - hi) - lo) * r);
    }
    for (int i = from; i < end; i++) {
      sums[n + i] += g[go + i];
    }
  }

  private void twice(Tensor[] in, int rows, int n, Tensor out, int part) {
    if (part > 0) {
      return;
    }
    Fills.zero(out);
    double[] x = in[0].doubles();
    double[] y = out.doubles();
    for (int row = 0; row < rows; row++) {
      int at = in[0].offset() + row * n;
      double mean = RowStats.mean(x, at, n);
      double r = 1 / Math.sqrt(RowStats.squares(x, at, n, mean) / n + eps);
      for (int i = 0; i < n; i++) {
        double g = in[1].doubles()[in[1].offset() + row * n + i];
        y[out.offset() + i] += g * ((x[at + i] - mean) * r);
        y[out.offset() + n + i] += g;
      }
    }
  }

  private Tensor composed(Tensor... in) {
    int lead = in[0].rank() - rank;
    int[] dims = new int[lead];
    Arrays.setAll(dims, i -> i);
    Tensor g = in[1];
    Tensor both = g.mul(LayerNorm.normalized(in[0], rank, eps));
    Tensor w = lead == 0 ? both : both.sum(dims, false);
    Tensor b = lead == 0 ? g : g.sum(dims, false);
    return Tensor.cat(List.of(w.unsqueeze(0), b.unsqueeze(0)), 0);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return Composed.vjp(this::composed, call, g);
  }
}

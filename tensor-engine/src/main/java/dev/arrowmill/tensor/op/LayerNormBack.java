package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** The gradient of the input of {@link LayerNorm}, from x, g and, with weights, the weight. */
final class LayerNormBack extends KernelOp {
  private final int rank;
  private final double eps;

  LayerNormBack(Attrs attrs) {
    super("layerNormBack", attrs);
    this.rank = attrs.integer("rank");
    this.eps = attrs.real("eps");
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    int n = LayerNorm.width(in[0], rank);
    int rows = n == 0 ? 0 : in[0].numel() / n;
    float[] ones = new float[out.dtype() == DType.FLOAT32 && in.length < 3 ? n : 0];
    java.util.Arrays.fill(ones, 1f);
    return DenseInputs.bind(
        in,
        t ->
            (part, parts) -> {
              int end = Kernel.from(rows, part + 1, parts);
              for (int r = Kernel.from(rows, part, parts); r < end; r++) {
                if (out.dtype() == DType.FLOAT32) {
                  single(t, r * n, n, ones, out);
                } else {
                  twice(t, r * n, n, out);
                }
              }
            });
  }

  private void single(Tensor[] in, int row, int n, float[] ones, Tensor out) {
    float[] x = in[0].floats();
    float[] g = in[1].floats();
    float[] w = in.length > 2 ? in[2].floats() : ones;
    int wo = in.length > 2 ? in[2].offset() : 0;
    int at = in[0].offset() + row;
    int go = in[1].offset() + row;
    double mean = RowStats.sum(x, at, n) / n;
    double r = 1 / Math.sqrt(RowStats.squares(x, at, n, mean) / n + eps);
    double s = 0;
    double t = 0;
    double u = 0;
    double v = 0;
    int i = 0;
    for (; i + 2 <= n; i += 2) {
      double p = g[go + i] * w[wo + i];
      double q = g[go + i + 1] * w[wo + i + 1];
      s += p;
      t += q;
      u += p * (x[at + i] - mean);
      v += q * (x[at + i + 1] - mean);
    }
    if (i < n) {
      double p = g[go + i] * w[wo + i];
      s += p;
      u += p * (x[at + i] - mean);
    }
    float hi = (float) mean;
    float lo = (float) (mean - hi);
    float m1 = (float) ((s + t) / n);
    float m2 = (float) ((u + v) * r * r / n);
    float scale = (float) r;
    float[] dx = out.floats();
    int to = out.offset() + row;
    for (i = 0; i < n; i++) {
      float c = (x[at + i] - hi) - lo;
      dx[to + i] = scale * (g[go + i] * w[wo + i] - m1 - c * m2);
    }
  }

  private void twice(Tensor[] in, int row, int n, Tensor out) {
    double[] x = in[0].doubles();
    double[] g = in[1].doubles();
    int at = in[0].offset() + row;
    int go = in[1].offset() + row;
    double mean = RowStats.mean(x, at, n);
    double r = 1 / Math.sqrt(RowStats.squares(x, at, n, mean) / n + eps);
    double m1 = 0;
    double m2 = 0;
    for (int i = 0; i < n; i++) {
      double p = g[go + i] * weight(in, i);
      m1 += p;
      m2 += p * (x[at + i] - mean);
    }
    m1 /= n;
    m2 *= r * r / n;
    for (int i = 0; i < n; i++) {
      double c = x[at + i] - mean;
      out.doubles()[out.offset() + row + i] = r * (g[go + i] * weight(in, i) - m1 - c * m2);
    }
  }

  private static double weight(Tensor[] in, int i) {
    return in.length > 2 ? in[2].doubles()[in[2].offset() + i] : 1;
  }

  private Tensor composed(Tensor... in) {
    int[] last = LayerNorm.last(rank);
    Tensor c = LayerNorm.centred(in[0], rank);
    Tensor r = c.square().mean(last, true).add(eps).rsqrt();
    Tensor xh = c.mul(r);
    Tensor gw = in.length > 2 ? in[1].mul(in[2]) : in[1];
    Tensor inner = gw.sub(gw.mean(last, true)).sub(xh.mul(gw.mul(xh).mean(last, true)));
    return inner.mul(r);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return Composed.vjp(this::composed, call, g);
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The constants of each channel in a batch normalisation, and its loops over [n, channels, ...].
 */
final class ChannelScales {
  private final int channels;
  private final double[] mean;
  private final double[] r;
  private final double[] weight;
  private final double[] bias;
  private final double[] sumG;
  private final double[] sumGx;
  private final float[] hi;
  private final float[] lo;
  private final float[] scale;
  private final float[] shift;

  ChannelScales(int channels) {
    this.channels = channels;
    mean = new double[channels];
    r = new double[channels];
    weight = new double[channels];
    bias = new double[channels];
    sumG = new double[channels];
    sumGx = new double[channels];
    hi = new float[channels];
    lo = new float[channels];
    scale = new float[channels];
    shift = new float[channels];
  }

  private static double at(Tensor t, int i) {
    return t.dtype() == DType.FLOAT32 ? t.floats()[t.offset() + i] : t.doubles()[t.offset() + i];
  }

  void read(Tensor stats, double eps, @Nullable Tensor w, @Nullable Tensor b, int from, int end) {
    double[] s = stats.doubles();
    for (int c = from; c < end; c++) {
      mean[c] = s[stats.offset() + c];
      r[c] = 1 / Math.sqrt(s[stats.offset() + channels + c] + eps);
      weight[c] = w == null ? 1 : at(w, c);
      bias[c] = b == null ? 0 : at(b, c);
      hi[c] = (float) mean[c];
      lo[c] = (float) (mean[c] - hi[c]);
      scale[c] = (float) (r[c] * weight[c]);
      shift[c] = (float) bias[c];
    }
  }

  /** Sample i of y = (x - mean) r weight + bias. */
  void affineSingle(Tensor x, Tensor y, int i, int plane, int from, int end) {
    float[] a = x.floats();
    float[] b = y.floats();
    int at = x.offset() + i * channels * plane;
    int to = y.offset() + i * channels * plane;
    if (plane == 1) {
      for (int c = from; c < end; c++) {
        b[to + c] = ((a[at + c] - hi[c]) - lo[c]) * scale[c] + shift[c];
      }
      return;
    }
    for (int c = from; c < end; c++) {
      run(a, at + c * plane, hi[c], lo[c], scale[c], shift[c], b, to + c * plane, plane);
    }
  }

  private static void run(
      float[] a, int at, float hi, float lo, float scale, float shift, float[] b, int to, int n) {
    for (int j = 0; j < n; j++) {
      b[to + j] = ((a[at + j] - hi) - lo) * scale + shift;
    }
  }

  void affine(Tensor x, Tensor y, int i, int plane, int from, int end) {
    int base = i * channels * plane;
    for (int c = from; c < end; c++) {
      for (int j = base + c * plane; j < base + (c + 1) * plane; j++) {
        double v = (x.doubles()[x.offset() + j] - mean[c]) * r[c];
        y.doubles()[y.offset() + j] = v * weight[c] + bias[c];
      }
    }
  }

  /** The sums of g and of g times the normalised x, per channel. */
  void sums(Tensor x, Tensor g, int plane, int from, int end) {
    Arrays.fill(sumG, from, end, 0);
    Arrays.fill(sumGx, from, end, 0);
    boolean single = x.dtype() == DType.FLOAT32;
    for (int i = 0; i < x.size(0); i++) {
      int base = i * channels * plane;
      for (int c = from; c < end; c++) {
        int at = base + c * plane;
        if (single) {
          add(x.floats(), x.offset() + at, g.floats(), g.offset() + at, plane, c);
        } else {
          add(x.doubles(), x.offset() + at, g.doubles(), g.offset() + at, plane, c);
        }
      }
    }
    for (int c = from; c < end; c++) {
      sumGx[c] *= r[c];
    }
  }

  private void add(float[] x, int xo, float[] g, int go, int n, int c) {
    double m = mean[c];
    double a = 0;
    double b = 0;
    double p = 0;
    double q = 0;
    int j = 0;
    for (; j + 2 <= n; j += 2) {
      a += g[go + j];
      b += g[go + j + 1];
      p += g[go + j] * (x[xo + j] - m);
      q += g[go + j + 1] * (x[xo + j + 1] - m);
    }
    if (j < n) {
      a += g[go + j];
      p += g[go + j] * (x[xo + j] - m);
    }
    sumG[c] += a + b;
    sumGx[c] += p + q;
  }

  private void add(double[] x, int xo, double[] g, int go, int n, int c) {
    for (int j = 0; j < n; j++) {
      sumG[c] += g[go + j];
      sumGx[c] += g[go + j] * (x[xo + j] - mean[c]);
    }
  }

  /** The gradient of x, after {@link #sums}. */
  void back(Tensor x, Tensor g, Tensor out, int plane, int from, int end) {
    double count = (double) x.size(0) * plane;
    for (int i = 0; i < x.size(0); i++) {
      int base = i * channels * plane;
      for (int c = from; c < end; c++) {
        double m1 = sumG[c] / count;
        double m2 = sumGx[c] / count * r[c];
        int at = base + c * plane;
        if (x.dtype() == DType.FLOAT32) {
          back(
              x.floats(),
              x.offset() + at,
              g.floats(),
              g.offset() + at,
              out.floats(),
              out.offset() + at,
              plane,
              c,
              (float) m1,
              (float) m2);
        } else {
          for (int j = at; j < at + plane; j++) {
            double d = x.doubles()[x.offset() + j] - mean[c];
            double v = g.doubles()[g.offset() + j] - m1 - d * m2;
            out.doubles()[out.offset() + j] = v * r[c] * weight[c];
          }
        }
      }
    }
  }

  private void back(
      float[] x, int xo, float[] g, int go, float[] out, int to, int n, int c, float m1, float m2) {
    float h = hi[c];
    float l = lo[c];
    float s = scale[c];
    for (int j = 0; j < n; j++) {
      float d = (x[xo + j] - h) - l;
      out[to + j] = (g[go + j] - m1 - d * m2) * s;
    }
  }

  /** The gradients of weight and bias, after {@link #sums}. */
  void weights(Tensor out, int from, int end) {
    for (int c = from; c < end; c++) {
      CtcLoss.set(out, c, sumGx[c]);
      CtcLoss.set(out, channels + c, sumG[c]);
    }
  }
}

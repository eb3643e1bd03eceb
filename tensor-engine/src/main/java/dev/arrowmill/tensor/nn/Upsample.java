package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;

/**
 * Resizes the spatial dimensions of [n, channels, ...]: along each one a product with a sparse
 * matrix of weights, or a choice of indices.
 */
public final class Upsample extends Layer {
  private static final double CUBIC = -0.75;

  /** How new elements are made. */
  public enum Mode {
    /** The element at floor(i / scale). */
    NEAREST,
    /** Between two neighbours: PyTorch's linear, bilinear and trilinear. */
    LINEAR,
    /** Of four neighbours by cubic convolution: PyTorch's bicubic. */
    CUBIC
  }

  private final Mode mode;
  private final int[] size;
  private final double[] scale;
  private final boolean alignCorners;

  private Upsample(Mode mode, int[] size, double[] scale, boolean alignCorners) {
    this.mode = mode;
    this.size = size;
    this.scale = scale;
    this.alignCorners = alignCorners;
  }

  /** By factors, one for all dimensions or one each. */
  public static Upsample ofScale(Mode mode, double... factors) {
    return new Upsample(mode, new int[0], factors.clone(), false);
  }

  /** To sizes, one for all dimensions or one each. */
  public static Upsample ofSize(Mode mode, int... sizes) {
    return new Upsample(mode, sizes.clone(), new double[0], false);
  }

  /** Whether the outermost elements lie on each other instead of the outermost edges. */
  public Upsample alignCorners(boolean on) {
    return new Upsample(mode, size, scale, on);
  }

  @Override
  public Tensor forward(Tensor x) {
    int dims = x.rank() - 2;
    int given = Math.max(size.length, scale.length);
    if (dims < 1 || (given != 1 && given != dims)) {
      throw new IllegalArgumentException(
          "Upsample: expected [n, channels, ...] with " + given + " sizes, got " + x.shape());
    }
    Tensor y = x;
    for (int i = 0; i < dims; i++) {
      int in = x.size(i + 2);
      double factor = scale.length == 0 ? 0 : scale[Math.min(i, scale.length - 1)];
      int out = scale.length == 0 ? size[Math.min(i, size.length - 1)] : (int) (in * factor);
      double step = scale.length == 0 ? (double) in / out : 1 / factor;
      y = mode == Mode.NEAREST ? nearest(y, i + 2, out, step) : weighted(y, i + 2, out, step);
    }
    return y;
  }

  private static Tensor nearest(Tensor x, int dim, int out, double step) {
    long[] from = new long[out];
    for (int o = 0; o < out; o++) {
      from[o] = Math.min((long) Math.floor(o * step), x.size(dim) - 1);
    }
    return x.indexSelect(dim, Tensor.of(from));
  }

  private Tensor weighted(Tensor x, int dim, int out, double step) {
    int in = x.size(dim);
    Tensor m = Tensor.zeros(DType.FLOAT64, Shape.of(out, in));
    for (int o = 0; o < out; o++) {
      double at = alignCorners ? out == 1 ? 0 : o * (in - 1.0) / (out - 1) : (o + 0.5) * step - 0.5;
      if (mode == Mode.LINEAR) {
        linear(m.doubles(), o * in, in, Math.max(at, 0));
      } else {
        cubic(m.doubles(), o * in, in, at);
      }
    }
    Tensor w = m.toType(x.dtype());
    int last = x.rank() - 1;
    return dim == last
        ? x.matmul(w.transpose(0, 1))
        : x.transpose(dim, last).matmul(w.transpose(0, 1)).transpose(dim, last);
  }

  private static void linear(double[] m, int row, int in, double at) {
    int lo = Math.min((int) at, in - 1);
    double part = at - lo;
    m[row + lo] += 1 - part;
    m[row + Math.min(lo + 1, in - 1)] += part;
  }

  private static void cubic(double[] m, int row, int in, double at) {
    int lo = (int) Math.floor(at);
    double t = at - lo;
    double[] w = {outer(1 + t), inner(t), inner(1 - t), outer(2 - t)};
    for (int k = 0; k < 4; k++) {
      m[row + Math.min(Math.max(lo - 1 + k, 0), in - 1)] += w[k];
    }
  }

  private static double inner(double t) {
    return ((CUBIC + 2) * t - (CUBIC + 3)) * t * t + 1;
  }

  private static double outer(double t) {
    return ((CUBIC * t - 5 * CUBIC) * t + 8 * CUBIC) * t - 4 * CUBIC;
  }

  @Override
  public String toString() {
    return "Upsample(" + mode + ")";
  }
}

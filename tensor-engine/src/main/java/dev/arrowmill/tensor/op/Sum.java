package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.backend.Backend;
import dev.arrowmill.tensor.backend.Backends;

/** The sum over dimensions. Bools and int32 are summed as int64. */
public final class Sum extends Op {
  private static final int BLOCK = 256;

  static final OpSpec SPEC =
      OpSpec.of("sum", "sum over dimensions, in a fixed order")
          .unary(-2, 2, x -> of(x, new int[0], false))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)}, t -> t[0].sum(1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)}, t -> t[0].sum(0))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)},
              t -> of(t[0], new int[] {0, -1}, true));

  private final int[] dims;
  private final boolean keepDim;

  private Sum(int[] dims, boolean keepDim) {
    super("sum");
    this.dims = dims;
    this.keepDim = keepDim;
  }

  /** No dimensions mean all. */
  public static Tensor of(Tensor x, int[] dims, boolean keepDim) {
    return new Sum(dims, keepDim).call(x.dtype().isFloat() ? x : x.toType(DType.INT64));
  }

  /** Undoes broadcasting: sums x down to the shape. */
  static Tensor to(Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    int lead = x.rank() - shape.rank();
    int[] axes = new int[x.rank()];
    int n = 0;
    for (int i = 0; i < x.rank(); i++) {
      if (i < lead || (shape.dim(i - lead) == 1 && x.size(i) != 1)) {
        axes[n++] = i;
      }
    }
    Tensor s = n == 0 ? x : of(x, java.util.Arrays.copyOf(axes, n), false);
    return s.shape().equals(shape) ? s : s.reshape(shape.dims());
  }

  @Override
  protected Tensor forward(Tensor... in) {
    Axes axes = Axes.of(name(), in[0], dims, keepDim);
    Tensor x = in[0];
    if (axes.isLeading() && x.isContiguous()) {
      Tensor y = Tensor.zeros(x.dtype(), axes.result());
      columns(x, axes.count(), y);
      return y;
    }
    return rows(axes.toRows(x), axes);
  }

  private static Tensor rows(Tensor x, Axes axes) {
    Tensor y = Tensor.zeros(x.dtype(), axes.result());
    int n = axes.count();
    int at = x.offset();
    Backend backend = Backends.get();
    for (int i = 0; i < y.numel(); i++, at += n) {
      switch (x.dtype()) {
        case FLOAT32 -> y.floats()[i] = backend.sum(x.floats(), at, n);
        case FLOAT64 -> y.doubles()[i] = total(x.doubles(), at, n);
        default -> y.longs()[i] = total(x.longs(), at, n);
      }
    }
    return y;
  }

  private static double total(double[] x, int at, int n) {
    double s = 0;
    for (int i = 0; i < n; i++) {
      s += x[at + i];
    }
    return s;
  }

  private static long total(long[] x, int at, int n) {
    long s = 0;
    for (int i = 0; i < n; i++) {
      s += x[at + i];
    }
    return s;
  }

  private static void columns(Tensor x, int rows, Tensor y) {
    int n = y.numel();
    switch (x.dtype()) {
      case FLOAT32 -> columns(x.floats(), x.offset(), rows, y.floats(), n);
      case FLOAT64 -> {
        double[] a = x.doubles();
        double[] s = y.doubles();
        for (int r = 0; r < rows; r++) {
          for (int j = 0; j < n; j++) {
            s[j] += a[x.offset() + r * n + j];
          }
        }
      }
      default -> {
        for (int i = 0; i < rows * n; i++) {
          y.longs()[i % n] += x.longs()[x.offset() + i];
        }
      }
    }
  }

  /** Rows in order; beyond 256 rows in blocks, whose sums are added in order. */
  private static void columns(float[] a, int at, int rows, float[] y, int n) {
    float[] part = rows <= BLOCK ? y : new float[n];
    for (int from = 0; from < rows; from += BLOCK) {
      int end = Math.min(rows, from + BLOCK);
      for (int r = from; r < end; r++) {
        addRow(a, at + r * n, part, n);
      }
      if (part != y) {
        addRow(part, 0, y, n);
        java.util.Arrays.fill(part, 0f);
      }
    }
  }

  private static void addRow(float[] a, int at, float[] s, int n) {
    for (int j = 0; j < n; j++) {
      s[j] += a[at + j];
    }
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor x = call.input(0);
    Axes axes = Axes.of(name(), x, dims, keepDim);
    return grads(axes.spread(g));
  }
}

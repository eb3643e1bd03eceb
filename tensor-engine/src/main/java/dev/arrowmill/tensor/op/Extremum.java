package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.backend.Backends;

/** The largest or smallest element over dimensions; NaN wins; ties share the gradient evenly. */
abstract class Extremum extends Op {
  private final boolean largest;
  private final int[] dims;
  private final boolean keepDim;

  Extremum(String name, boolean largest, int[] dims, boolean keepDim) {
    super(name);
    this.largest = largest;
    this.dims = dims;
    this.keepDim = keepDim;
  }

  @Override
  protected final Tensor forward(Tensor... in) {
    Axes axes = Axes.of(name(), in[0], dims, keepDim);
    if (axes.count() == 0 && axes.result().numel() > 0) {
      throw new IllegalArgumentException(
          name() + ": shape " + in[0].shape() + " has nothing to reduce");
    }
    Tensor x = axes.toRows(in[0]);
    Tensor y = Tensor.zeros(x.dtype(), axes.result());
    int n = axes.count();
    for (int i = 0; i < y.numel(); i++) {
      int at = x.offset() + i * n;
      if (x.dtype() == DType.FLOAT32 && largest) {
        y.floats()[i] = Backends.get().max(x.floats(), at, n);
      } else {
        System.arraycopy(x.storage(), at + best(x, at, n, largest), y.storage(), i, 1);
      }
    }
    return y;
  }

  /** Index of the first best of n elements; the first NaN is best of all. */
  static int best(Tensor x, int at, int n, boolean largest) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      if (better(x, at + i, at + best, largest)) {
        best = i;
      }
    }
    return best;
  }

  private static boolean better(Tensor x, int i, int j, boolean largest) {
    if (x.dtype().isFloat()) {
      boolean single = x.dtype() == DType.FLOAT32;
      double a = single ? x.floats()[i] : x.doubles()[i];
      double b = single ? x.floats()[j] : x.doubles()[j];
      return !Double.isNaN(b) && (Double.isNaN(a) || (largest ? a > b : a < b));
    }
    long a =
        x.dtype() == DType.INT64
            ? x.longs()[i]
            : x.dtype() == DType.INT32 ? x.ints()[i] : x.bools()[i];
    long b =
        x.dtype() == DType.INT64
            ? x.longs()[j]
            : x.dtype() == DType.INT32 ? x.ints()[j] : x.bools()[j];
    return largest ? a > b : a < b;
  }

  @Override
  public final Tensor[] vjp(Call call, Tensor g) {
    Tensor x = call.input(0);
    Axes axes = Axes.of(name(), x, dims, keepDim);
    Tensor hit = x.detach().eq(axes.spread(call.output().detach())).toType(g.dtype());
    Tensor share = hit.div(Sum.of(hit, dims, true));
    return grads(axes.spread(g).mul(share));
  }
}

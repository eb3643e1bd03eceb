package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.backend.Backends;

/** The largest or smallest element over dimensions; NaN wins; ties share the gradient evenly. */
abstract class Extremum extends KernelOp {
  private final boolean largest;
  private final int[] dims;
  private final boolean keepDim;

  Extremum(String name, boolean largest, Attrs attrs) {
    super(name, attrs);
    this.largest = largest;
    this.dims = attrs.ints("dims");
    this.keepDim = attrs.flag("keepDim");
  }

  @Override
  protected final Tensor allocate(Tensor... in) {
    Axes axes = Axes.of(name(), in[0], dims, keepDim);
    if (axes.count() == 0 && axes.result().numel() > 0) {
      throw new IllegalArgumentException(
          name() + ": shape " + in[0].shape() + " has nothing to reduce");
    }
    return Tensor.zeros(in[0].dtype(), axes.result());
  }

  @Override
  public final Kernel kernel(Tensor[] in, Tensor out) {
    Axes axes = Axes.of(name(), in[0], dims, keepDim);
    int n = axes.count();
    Dense dense = Dense.of(axes.rows(in[0]));
    Tensor x = dense.get();
    boolean fast = largest && x.dtype() == DType.FLOAT32;
    return dense.whole(
        (part, parts) -> {
          int end = Kernel.from(out.numel(), part + 1, parts);
          for (int i = Kernel.from(out.numel(), part, parts); i < end; i++) {
            int at = x.offset() + i * n;
            if (fast) {
              out.floats()[out.offset() + i] = Backends.get().max(x.floats(), at, n);
            } else {
              int best = at + best(x, at, n, largest);
              System.arraycopy(x.storage(), best, out.storage(), out.offset() + i, 1);
            }
          }
        });
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

  /** Whether element i comes before element j among the best. */
  static boolean better(Tensor x, int i, int j, boolean largest) {
    if (x.dtype().isFloat()) {
      double a = Values.at(x, i);
      double b = Values.at(x, j);
      return !Double.isNaN(b) && (Double.isNaN(a) || (largest ? a > b : a < b));
    }
    long a = Values.longAt(x, i);
    long b = Values.longAt(x, j);
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

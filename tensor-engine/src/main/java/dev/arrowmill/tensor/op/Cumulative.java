package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.List;

/** Running extrema and running log-sum-exp along a dimension. */
public final class Cumulative {
  static final OpSpec CUMMAX =
      OpSpec.of("cummax", "running maximum along a dimension, and its index")
          .anySizes(x -> cummax(x, 1).values())
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)}, t -> cummax(t[0], 1).values())
          .op("cummaxIndex", a -> new Index("cummaxIndex", a));
  static final OpSpec CUMMIN =
      OpSpec.of("cummin", "running minimum along a dimension, and its index")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)}, t -> cummin(t[0], 0).values())
          .op("cumminIndex", a -> new Index("cumminIndex", a));
  static final OpSpec DIFF =
      OpSpec.of("diff", "differences of neighbours along a dimension").anySizes(x -> diff(x, 1));
  static final OpSpec LOGCUMSUMEXP =
      OpSpec.of("logcumsumexp", "running log(sum(e^x)) along a dimension")
          .anySizes(x -> logcumsumexp(x, 2))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)}, t -> logcumsumexp(t[0], 1));

  private Cumulative() {}

  /** The largest elements so far, and where: the last of equals. NaN stays. */
  public static Indexed cummax(Tensor x, int dim) {
    return of("cummaxIndex", x, dim);
  }

  /** The smallest elements so far, and where: the last of equals. NaN stays. */
  public static Indexed cummin(Tensor x, int dim) {
    return of("cumminIndex", x, dim);
  }

  private static Indexed of(String name, Tensor x, int dim) {
    int axis = x.shape().axis(name.substring(0, 6), dim);
    Tensor index = new Index(name, Attrs.of("dim", axis)).call(x.detach());
    return Indexed.pick(x, axis, index);
  }

  /** Element i + 1 less element i along a dimension. */
  public static Tensor diff(Tensor x, int dim) {
    int axis = x.shape().axis("diff", dim);
    if (x.rank() == 0) {
      throw new IllegalArgumentException("diff: a scalar has no neighbours");
    }
    int n = x.size(axis);
    Tensor tail = x.slice(axis, Math.min(1, n), n);
    Tensor head = x.slice(axis, 0, Math.max(n - 1, 0));
    return x.dtype() == DType.BOOL ? tail.xor(head) : tail.sub(head);
  }

  /** The logarithm of the running sum of e^x, without overflow. */
  public static Tensor logcumsumexp(Tensor x, int dim) {
    int axis = x.shape().axis("logcumsumexp", dim);
    Tensor y = Promotion.needsFloat("logcumsumexp", x);
    int n = x.rank() == 0 ? 1 : x.size(axis);
    for (int d = 1; d < n; d *= 2) {
      Tensor tail = Logaddexp.of(y.slice(axis, d, n), y.slice(axis, 0, n - d));
      y = Tensor.cat(List.of(y.slice(axis, 0, d), tail), axis);
    }
    return y;
  }

  /** Where the running extremum lies. */
  private static final class Index extends KernelOp {
    private final int axis;

    Index(String name, Attrs attrs) {
      super(name, attrs);
      this.axis = attrs.integer("dim");
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(DType.INT64, in[0].shape());
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      Dense dense = Dense.of(in[0]);
      Tensor x = dense.get();
      boolean largest = name().equals("cummaxIndex");
      int n = x.rank() == 0 ? 1 : x.size(axis);
      int step = x.rank() == 0 ? 1 : x.stride(axis);
      int lines = n == 0 ? 0 : x.numel() / n;
      return dense.whole(
          (part, parts) -> {
            int end = Kernel.from(lines, part + 1, parts);
            for (int l = Kernel.from(lines, part, parts); l < end; l++) {
              int at = l / step * step * n + l % step;
              int best = 0;
              for (int i = 0; i < n; i++) {
                int here = x.offset() + at + i * step;
                if (!Extremum.better(x, x.offset() + at + best * step, here, largest)) {
                  best = i;
                }
                out.longs()[out.offset() + at + i * step] = best;
              }
            }
          });
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      throw new AssertionError(name() + " has no gradient");
    }
  }
}

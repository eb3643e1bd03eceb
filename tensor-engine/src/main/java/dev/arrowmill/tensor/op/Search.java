package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import dev.arrowmill.tensor.autograd.Call;

/** Where values belong in sorted lines. */
public final class Search extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("searchsorted", "index at which a value keeps a line sorted")
          .notDifferentiable()
          .sample(Search::inputs, t -> sorted(t[0].sort(-1, false).values(), t[1], false))
          .op("searchsorted", Search::new);
  static final OpSpec BUCKETIZE =
      OpSpec.of("bucketize", "index of the bucket between boundaries")
          .notDifferentiable()
          .sample(Search::inputs, t -> bucketize(t[1], t[0].sort(-1, false).values(), true));

  private final boolean right;

  Search(Attrs attrs) {
    super("searchsorted", attrs);
    this.right = attrs.flag("right");
  }

  private static Tensor[] inputs(dev.arrowmill.tensor.random.Rng r) {
    return new Tensor[] {OpSpec.uniform(r, -2, 2, 6), OpSpec.uniform(r, -2, 2, 2, 3)};
  }

  /**
   * The indices, int64, of the values' shape.
   *
   * @param lines ascending along the last dimension: one line for all values, or [.., n] with the
   *     values' leading dimensions
   * @param right whether equal elements come before the index
   * @throws IllegalArgumentException when the leading dimensions differ
   */
  public static Tensor sorted(Tensor lines, Tensor values, boolean right) {
    boolean fits = lines.rank() == 1 || (lines.rank() == values.rank() && lines.rank() > 0);
    for (int d = 0; fits && lines.rank() > 1 && d < lines.rank() - 1; d++) {
      fits = lines.size(d) == values.size(d);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "searchsorted: values " + values.shape() + " do not fit the lines " + lines.shape());
    }
    return new Search(Attrs.of("right", right)).call(lines.detach(), values.detach());
  }

  /** As {@link #sorted} with one line of boundaries. */
  public static Tensor bucketize(Tensor x, Tensor boundaries, boolean right) {
    return sorted(boundaries, x, right);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(DType.INT64, in[1].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Dense lines = Dense.of(in[0]);
    Dense values = Dense.of(in[1]);
    int n = in[0].size(-1);
    int each = in[0].rank() == 1 ? out.numel() : in[1].size(-1);
    return (part, parts) -> {
      if (part == 0) {
        lines.refresh();
        values.refresh();
        Tensor v = values.get();
        for (int i = 0; i < out.numel(); i++) {
          int from = lines.get().offset() + i / Math.max(each, 1) * n;
          double x = Values.at(v, v.offset() + i);
          out.longs()[out.offset() + i] = find(lines.get(), from, n, x);
        }
      }
    };
  }

  private int find(Tensor line, int from, int n, double v) {
    int lo = 0;
    int hi = n;
    while (lo < hi) {
      int mid = (lo + hi) >>> 1;
      double e = Values.at(line, from + mid);
      boolean before = right ? !(e > v) && !(Double.isNaN(e) && !Double.isNaN(v)) : less(e, v);
      if (before) {
        lo = mid + 1;
      } else {
        hi = mid;
      }
    }
    return lo;
  }

  private static boolean less(double a, double b) {
    return a < b || (!Double.isNaN(a) && Double.isNaN(b));
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    throw new AssertionError("searchsorted has no gradient");
  }
}

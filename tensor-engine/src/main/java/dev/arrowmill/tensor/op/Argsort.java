package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** Stable sorting along a dimension; NaN counts as larger than any number. */
public final class Argsort extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("argsort", "indices that sort a dimension; stable, NaN is largest")
          .notDifferentiable()
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)}, t -> of(t[0], 1, false))
          .sample(r -> new Tensor[] {OpSpec.index(r, 3, 6, 2)}, t -> of(t[0], 0, true))
          .op("argsort", Argsort::new);
  static final OpSpec SORT =
      OpSpec.of("sort", "a dimension in ascending or descending order, and the indices")
          .anySizes(x -> sort(x, 1, false).values())
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)},
              t -> sort(t[0], 0, true).values());
  static final OpSpec TOPK =
      OpSpec.of("topk", "the k largest or smallest of a dimension, and their indices")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)},
              t -> topk(t[0], 2, 1, true).values());

  private final int axis;
  private final boolean descending;

  Argsort(Attrs attrs) {
    super("argsort", attrs);
    this.axis = attrs.integer("dim");
    this.descending = attrs.flag("descending");
  }

  /** The indices, int64, of x's shape. */
  public static Tensor of(Tensor x, int dim, boolean descending) {
    int axis = x.shape().axis("argsort", dim);
    return new Argsort(Attrs.of("dim", axis, "descending", descending)).call(x.detach());
  }

  /** The sorted elements and where they lay. */
  public static Indexed sort(Tensor x, int dim, boolean descending) {
    int axis = x.shape().axis("sort", dim);
    return Indexed.pick(x, axis, of(x, axis, descending));
  }

  /**
   * The first k in sorted order.
   *
   * @throws IllegalArgumentException when k is negative or exceeds the dimension
   */
  public static Indexed topk(Tensor x, int k, int dim, boolean largest) {
    int axis = x.shape().axis("topk", dim);
    int n = x.rank() == 0 ? 1 : x.size(axis);
    if (k < 0 || k > n) {
      throw new IllegalArgumentException(
          "topk: k must lie in [0, " + n + "] for dim " + dim + " of " + x.shape() + ", got " + k);
    }
    Tensor index = of(x, axis, largest);
    return Indexed.pick(x, axis, x.rank() == 0 ? index : index.slice(axis, 0, k));
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(DType.INT64, in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Dense dense = Dense.of(in[0]);
    Tensor x = dense.get();
    int n = x.rank() == 0 ? 1 : x.size(axis);
    int step = x.rank() == 0 ? 1 : x.stride(axis);
    int lines = n == 0 ? 0 : x.numel() / n;
    return dense.whole(
        (part, parts) -> {
          int end = Kernel.from(lines, part + 1, parts);
          for (int l = Kernel.from(lines, part, parts); l < end; l++) {
            int at = l / step * step * n + l % step;
            int[] order = Sorting.order(x, x.offset() + at, step, n, descending);
            for (int i = 0; i < n; i++) {
              out.longs()[out.offset() + at + i * step] = order[i];
            }
          }
        });
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    throw new AssertionError("argsort has no gradient");
  }
}

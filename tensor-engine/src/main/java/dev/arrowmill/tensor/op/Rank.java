package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import dev.arrowmill.tensor.autograd.Call;

/** Elements of a given rank along a dimension: medians and the k-th smallest. */
public final class Rank extends KernelOp {
  static final OpSpec MEDIAN =
      OpSpec.of("median", "lower median along a dimension, and its index; NaN stays")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 6)},
              t -> median(t[0], 1, false).values());
  static final OpSpec NANMEDIAN =
      OpSpec.of("nanmedian", "lower median along a dimension of what is not NaN, and its index")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 6)},
              t -> nanmedian(t[0], 0, true).values());
  static final OpSpec KTHVALUE =
      OpSpec.of("kthvalue", "k-th smallest along a dimension, and its index")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 6)},
              t -> kthvalue(t[0], 2, 1, false).values())
          .op("rankIndex", Rank::new);

  private final int axis;
  private final boolean keepDim;
  private final int k;

  Rank(Attrs attrs) {
    super("rankIndex", attrs);
    this.axis = attrs.integer("dim");
    this.keepDim = attrs.flag("keepDim");
    this.k = attrs.integer("k");
  }

  /** The lower of the two middle elements; the first NaN when there is one. */
  public static Indexed median(Tensor x, int dim, boolean keepDim) {
    return at("median", x, dim, keepDim, 0);
  }

  /** As {@link #median} of the elements that are not NaN; NaN when there is none. */
  public static Indexed nanmedian(Tensor x, int dim, boolean keepDim) {
    return at("nanmedian", x, dim, keepDim, -1);
  }

  /**
   * The k-th smallest element, k from 1.
   *
   * @throws IllegalArgumentException when k lies outside of the dimension
   */
  public static Indexed kthvalue(Tensor x, int k, int dim, boolean keepDim) {
    int n = x.rank() == 0 ? 1 : x.size(x.shape().axis("kthvalue", dim));
    if (k < 1 || k > n) {
      throw new IllegalArgumentException(
          "kthvalue: k must lie in [1, "
              + n
              + "] for dim "
              + dim
              + " of "
              + x.shape()
              + ", got "
              + k);
    }
    return at("kthvalue", x, dim, keepDim, k);
  }

  private static Indexed at(String op, Tensor x, int dim, boolean keepDim, int k) {
    int axis = x.shape().axis(op, dim);
    if (x.rank() > 0 && x.size(axis) == 0) {
      throw new IllegalArgumentException(op + ": shape " + x.shape() + " has nothing to reduce");
    }
    Attrs a = Attrs.of("dim", axis, "keepDim", keepDim, "k", k);
    return Indexed.pickOne(x, axis, new Rank(a).call(x.detach()), keepDim);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(DType.INT64, Axes.of(name(), in[0], new int[] {axis}, keepDim).result());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Axes axes = Axes.of(name(), in[0], new int[] {axis}, keepDim);
    Dense dense = Dense.of(axes.rows(in[0]));
    Tensor x = dense.get();
    int n = axes.count();
    return dense.whole(
        (part, parts) -> {
          int end = Kernel.from(out.numel(), part + 1, parts);
          for (int i = Kernel.from(out.numel(), part, parts); i < end; i++) {
            out.longs()[out.offset() + i] = index(x, x.offset() + i * n, n);
          }
        });
  }

  private int index(Tensor x, int from, int n) {
    int[] order = Sorting.order(x, from, 1, n, false);
    int numbers = n;
    while (numbers > 0 && Double.isNaN(Values.at(x, from + order[numbers - 1]))) {
      numbers--;
    }
    if (k == 0) {
      return order[numbers < n ? numbers : (n - 1) / 2];
    }
    return order[k > 0 ? k - 1 : Math.max((numbers - 1) / 2, 0)];
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    throw new AssertionError(name() + " has no gradient");
  }
}

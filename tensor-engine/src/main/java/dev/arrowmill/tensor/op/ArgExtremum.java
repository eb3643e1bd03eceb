package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** Where the largest or smallest element lies along a dimension: the first of equals, int64. */
public final class ArgExtremum extends KernelOp {
  static final OpSpec ARGMAX =
      OpSpec.of("argmax", "index of the first largest element along a dimension")
          .notDifferentiable()
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)},
              t -> of("argmax", t[0], 1, false, true))
          .op("argmax", a -> new ArgExtremum("argmax", a));
  static final OpSpec ARGMIN =
      OpSpec.of("argmin", "index of the first smallest element along a dimension")
          .notDifferentiable()
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4, 5)},
              t -> of("argmin", t[0], -1, true, false))
          .op("argmin", a -> new ArgExtremum("argmin", a));

  private final int dim;
  private final boolean keepDim;

  private ArgExtremum(String name, Attrs attrs) {
    super(name, attrs);
    this.dim = attrs.integer("dim");
    this.keepDim = attrs.flag("keepDim");
  }

  /**
   * The indices; NaN counts as best.
   *
   * @param op argmax or argmin
   * @throws IllegalArgumentException when the dimension is empty, or for bools
   */
  public static Tensor of(String op, Tensor x, int dim, boolean keepDim, boolean largest) {
    if (x.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(op + ": not defined for bool; use toType(UINT8)");
    }
    return new ArgExtremum(op, Attrs.of("dim", dim, "keepDim", keepDim)).call(x);
  }

  /** The largest elements along a dimension, and where the first of them lies. */
  public static Indexed max(Tensor x, int dim, boolean keepDim) {
    return pick("max", "argmax", x, dim, keepDim);
  }

  /** The smallest elements along a dimension, and where the first of them lies. */
  public static Indexed min(Tensor x, int dim, boolean keepDim) {
    return pick("min", "argmin", x, dim, keepDim);
  }

  private static Indexed pick(String op, String arg, Tensor x, int dim, boolean keepDim) {
    int axis = x.shape().axis(op, dim);
    boolean bool = x.dtype() == DType.BOOL;
    Tensor values = bool ? x.toType(DType.UINT8) : x.detach();
    Tensor index = of(arg, values, axis, keepDim, op.equals("max"));
    return Indexed.pickOne(x, axis, index, keepDim);
  }

  /** The largest or smallest of all elements; ties share the gradient. */
  public static Tensor whole(String op, Tensor x, boolean largest) {
    if (x.numel() == 0) {
      throw new IllegalArgumentException(
          op + ": shape " + x.shape() + " has nothing to reduce; name a dimension");
    }
    return largest ? Amax.of(x, new int[0], false) : Amin.of(x, new int[0], false);
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    Axes axes = Axes.of(name(), in[0], new int[] {dim}, keepDim);
    if (axes.count() == 0) {
      throw new IllegalArgumentException(
          name() + ": shape " + in[0].shape() + " has nothing to reduce");
    }
    return Tensor.zeros(DType.INT64, axes.result());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Axes axes = Axes.of(name(), in[0], new int[] {dim}, keepDim);
    int n = axes.count();
    Dense dense = Dense.of(axes.rows(in[0]));
    Tensor x = dense.get();
    boolean largest = name().equals("argmax");
    return dense.whole(
        (part, parts) -> {
          int end = Kernel.from(out.numel(), part + 1, parts);
          for (int i = Kernel.from(out.numel(), part, parts); i < end; i++) {
            out.longs()[out.offset() + i] = Extremum.best(x, x.offset() + i * n, n, largest);
          }
        });
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    throw new AssertionError(name() + " has no gradient");
  }
}

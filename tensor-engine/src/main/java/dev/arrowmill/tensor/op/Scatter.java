package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** x with elements replaced along a dimension; the last of several writers wins. */
public final class Scatter extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("scatter", "x with y[i][index[i][j]] = src[i][j] for dim 1, and so on")
          .sample(
              r ->
                  new Tensor[] {
                    OpSpec.uniform(r.fold(1), -2, 2, 3, 5),
                    Tensor.of(new long[] {4, 0, 1, 2, 0, 3}, 3, 2),
                    OpSpec.uniform(r.fold(2), -2, 2, 3, 2)
                  },
              t -> of(t[0], 1, t[1], t[2]))
          .op("scatter", Scatter::new);
  static final OpSpec ADD =
      OpSpec.of("scatterAdd", "x with src added at the indices along a dimension")
          .sample(
              r ->
                  new Tensor[] {
                    OpSpec.uniform(r.fold(1), -2, 2, 3, 5),
                    OpSpec.index(r, 5, 3, 4),
                    OpSpec.uniform(r.fold(2), -2, 2, 3, 4)
                  },
              t -> add(t[0], 1, t[1], t[2]));

  private final int axis;

  Scatter(Attrs attrs) {
    super("scatter", attrs);
    this.axis = attrs.integer("dim");
  }

  /**
   * x with the elements of src at the indices.
   *
   * @param index of src's rank, no size above src's
   * @throws IllegalArgumentException when an index is outside or sizes or types do not fit
   */
  public static Tensor of(Tensor x, int dim, Tensor index, Tensor src) {
    int axis = check("scatter", x, dim, index, src);
    return new Scatter(Attrs.of("dim", axis)).call(x, index, cut(src, index));
  }

  /** As {@link #of(Tensor, int, Tensor, Tensor)} with one number everywhere. */
  public static Tensor of(Tensor x, int dim, Tensor index, double value) {
    return of(x, dim, index, Zeros.scalar(x, value).expand(index.shape().dims()));
  }

  /** x with the elements of src added at the indices, in row-major order. */
  public static Tensor add(Tensor x, int dim, Tensor index, Tensor src) {
    int axis = check("scatterAdd", x, dim, index, src);
    return x.add(Gather.sums(x.shape(), axis, index, cut(src, index)));
  }

  /** The part of src that the index covers. */
  static Tensor cut(Tensor src, Tensor index) {
    Tensor s = src;
    for (int d = 0; d < src.rank(); d++) {
      s = s.size(d) == index.size(d) ? s : s.slice(d, 0, index.size(d));
    }
    return s;
  }

  static int check(String op, Tensor x, int dim, Tensor index, Tensor src) {
    int axis = x.shape().axis(op, dim);
    boolean fits = x.rank() == index.rank() && src.rank() == index.rank();
    for (int d = 0; fits && d < x.rank(); d++) {
      fits = index.size(d) <= src.size(d) && (d == axis || index.size(d) <= x.size(d));
    }
    if (!fits) {
      throw new IllegalArgumentException(
          op + ": index " + index.shape() + " and src " + src.shape() + " do not fit " + x.shape());
    }
    if (x.dtype() != src.dtype()) {
      throw new IllegalArgumentException(
          op + ": x is " + x.dtype() + ", src is " + src.dtype() + "; use toType");
    }
    return axis;
  }

  @Override
  protected boolean movesOnly() {
    return true;
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    int[] to = new int[in[1].numel()];
    Dense src = Dense.of(in[2]);
    return (part, parts) -> {
      if (part == 0) {
        Strided.copy(in[0], out);
        src.refresh();
        Tensor s = src.get();
        Gather.places(name(), out, in[1], axis, to);
        for (int i = 0; i < to.length; i++) {
          System.arraycopy(s.storage(), s.offset() + i, out.storage(), out.offset() + to[i], 1);
        }
      }
    };
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor index = call.input(1);
    Tensor[] out = new Tensor[3];
    out[0] = call.needs(0) ? of(g, axis, index, 0) : null;
    out[2] = call.needs(2) ? g.gather(axis, index) : null;
    return out;
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** The given indices of one dimension. */
public final class IndexSelect extends Op implements RowGradient {
  static final OpSpec SPEC =
      OpSpec.of("indexSelect", "the given indices of one dimension")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 5, 3), OpSpec.index(r, 5, 7)},
              t -> of(t[0], 0, t[1]))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 4, 3), OpSpec.index(r, 4, 6)},
              t -> of(t[0], 1, t[1]));

  private final String label;
  private final int axis;
  private final int[] index;

  private IndexSelect(String label, int axis, int[] index) {
    super("indexSelect");
    this.label = label;
    this.axis = axis;
    this.index = index;
  }

  /**
   * Index i of the result's dimension is index {@code index[i]} of x's.
   *
   * @param index int32 or int64, one-dimensional
   * @throws IllegalArgumentException when an index is outside
   */
  public static Tensor of(Tensor x, int dim, Tensor index) {
    return named("indexSelect", x, dim, index);
  }

  static Tensor named(String label, Tensor x, int dim, Tensor index) {
    int axis = x.shape().axis(label, dim);
    int[] at = Indices.read(label, index, x.size(axis));
    return new IndexSelect(label, axis, at).call(x);
  }

  @Override
  protected Tensor forward(Tensor... in) {
    Tensor x = in[0].detach().contiguous();
    Shape shape = x.shape().with(axis, index.length);
    Tensor y = Tensor.zeros(x.dtype(), shape);
    int inner = x.stride(axis);
    if (x.numel() == 0 || y.numel() == 0) {
      return y;
    }
    int block = x.size(axis) * inner;
    int to = 0;
    for (int at = x.offset(); at < x.offset() + x.numel(); at += block) {
      for (int i : index) {
        System.arraycopy(x.storage(), at + i * inner, y.storage(), to, inner);
        to += inner;
      }
    }
    return y;
  }

  @Override
  public boolean hasRows() {
    return axis == 0;
  }

  @Override
  public void addRows(Tensor g, float[] to, int offset) {
    Tensor c = g.contiguous();
    int inner = index.length == 0 ? 0 : c.numel() / index.length;
    for (int i = 0; i < index.length; i++) {
      add(c.floats(), c.offset() + i * inner, to, offset + index[i] * inner, inner);
    }
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(new Back(this, call.input(0).shape()).call(g));
  }

  /** Zeros to which the slices of g are added at their indices, in order. */
  private static final class Back extends Op {
    private final IndexSelect select;
    private final Shape shape;

    Back(IndexSelect select, Shape shape) {
      super("indexAdd");
      this.select = select;
      this.shape = shape;
    }

    @Override
    protected Tensor forward(Tensor... in) {
      Tensor g = in[0].detach().contiguous();
      Tensor y = Tensor.zeros(g.dtype(), shape);
      if (y.numel() == 0) {
        return y;
      }
      int inner = y.stride(select.axis);
      int block = shape.dim(select.axis) * inner;
      int from = g.offset();
      for (int at = 0; at < y.numel(); at += block) {
        for (int i : select.index) {
          if (g.dtype() == DType.FLOAT32) {
            add(g.floats(), from, y.floats(), at + i * inner, inner);
          } else {
            add(g.doubles(), from, y.doubles(), at + i * inner, inner);
          }
          from += inner;
        }
      }
      return y;
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      return grads(new IndexSelect(select.label, select.axis, select.index).call(g));
    }
  }

  private static void add(float[] from, int at, float[] to, int t, int n) {
    for (int i = 0; i < n; i++) {
      to[t + i] += from[at + i];
    }
  }

  private static void add(double[] from, int at, double[] to, int t, int n) {
    for (int i = 0; i < n; i++) {
      to[t + i] += from[at + i];
    }
  }
}

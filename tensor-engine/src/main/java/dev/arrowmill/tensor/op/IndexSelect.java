package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import dev.arrowmill.tensor.autograd.Call;

/** The given indices of one dimension. */
public final class IndexSelect extends KernelOp implements RowGradient {
  static final OpSpec SPEC =
      OpSpec.of("indexSelect", "the given indices of one dimension")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 5, 3), OpSpec.index(r, 5, 7)},
              t -> of(t[0], 0, t[1]))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 4, 3), OpSpec.index(r, 4, 6)},
              t -> of(t[0], 1, t[1]))
          .op("indexSelect", IndexSelect::new)
          .op("indexSelectBack", Back::new);

  private final String label;
  private final int axis;

  IndexSelect(Attrs attrs) {
    super("indexSelect", attrs);
    this.label = attrs.text("label");
    this.axis = attrs.integer("dim");
  }

  /**
   * Index i of the result's dimension is index {@code index[i]} of x's.
   *
   * @param index int32 or int64, of any shape, read row-major
   * @throws IllegalArgumentException when an index is outside
   */
  public static Tensor of(Tensor x, int dim, Tensor index) {
    return named("indexSelect", x, dim, index);
  }

  static Tensor named(String label, Tensor x, int dim, Tensor index) {
    int axis = x.shape().axis(label, dim);
    return new IndexSelect(Attrs.of("label", label, "dim", axis)).call(x, index);
  }

  /** Zeros of the shape to which slices of src are added at the indices of a dimension. */
  static Tensor sums(Shape shape, int axis, Tensor index, Tensor src) {
    return new Back(Attrs.of("dim", axis, "shape", shape.dims())).call(src, index);
  }

  @Override
  protected boolean movesOnly() {
    return true;
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[0].shape().with(axis, in[1].numel()));
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Tensor x = in[0];
    Tensor index = in[1];
    int bound = x.rank() == 0 ? 1 : x.size(axis);
    int[] at = new int[index.numel()];
    if (!x.isContiguous()) {
      return (part, parts) -> {
        if (part == 0) {
          Indices.read(label, index, bound, at);
          copy(x.detach().contiguous(), at, out, 0, 1);
        }
      };
    }
    return (part, parts) -> {
      Indices.read(label, index, bound, at);
      copy(x, at, out, part, parts);
    };
  }

  private void copy(Tensor x, int[] index, Tensor y, int part, int parts) {
    if (x.numel() == 0 || y.numel() == 0) {
      return;
    }
    int inner = x.rank() == 0 ? 1 : x.stride(axis);
    int block = x.rank() == 0 ? 1 : x.size(axis) * inner;
    int outer = x.numel() / block;
    int from = Kernel.from(index.length, part, parts);
    int end = Kernel.from(index.length, part + 1, parts);
    for (int o = 0; o < outer; o++) {
      int to = y.offset() + (o * index.length + from) * inner;
      int at = x.offset() + o * block;
      for (int i = from; i < end; i++, to += inner) {
        if ((i - from) % Touch.AHEAD == 0) {
          Touch.rows(x.storage(), at, inner, index, i, Math.min(i + Touch.AHEAD, end));
        }
        System.arraycopy(x.storage(), at + index[i] * inner, y.storage(), to, inner);
      }
    }
  }

  @Override
  public boolean hasRows(Call call) {
    return axis == 0 && call.input(0).rank() > 0;
  }

  @Override
  public Tensor rows(Call call) {
    Tensor index = call.input(1);
    return index.rank() == 1 ? index : index.flatten();
  }

  @Override
  public Tensor rowValues(Call call, Tensor g) {
    return g;
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    int[] shape = call.input(0).shape().dims();
    Attrs a = Attrs.of("dim", axis, "shape", shape);
    return grads(new Back(a).call(g, call.input(1)), g);
  }

  /** Zeros to which the slices of g are added at their indices, in order. */
  static final class Back extends KernelOp {
    private final int axis;
    private final Shape shape;

    Back(Attrs attrs) {
      super("indexSelectBack", attrs);
      this.axis = attrs.integer("dim");
      this.shape = Shape.of(attrs.ints("shape"));
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), shape);
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      Tensor g = in[0];
      Tensor index = in[1];
      int bound = shape.rank() == 0 ? 1 : shape.dim(axis);
      int[] at = new int[index.numel()];
      return (part, parts) -> {
        if (part == 0) {
          Indices.read(name(), index, bound, at);
          Fills.zero(out);
          add(g.isContiguous() ? g : g.detach().contiguous(), at, out);
        }
      };
    }

    private void add(Tensor g, int[] index, Tensor y) {
      if (y.numel() == 0) {
        return;
      }
      int inner = shape.rank() == 0 ? 1 : y.stride(axis);
      int block = shape.rank() == 0 ? 1 : shape.dim(axis) * inner;
      int from = g.offset();
      for (int at = y.offset(); at < y.offset() + y.numel(); at += block) {
        for (int i : index) {
          if (g.dtype() == DType.FLOAT32) {
            IndexSelect.add(g.floats(), from, y.floats(), at + i * inner, inner);
          } else if (g.dtype() == DType.FLOAT64) {
            IndexSelect.add(g.doubles(), from, y.doubles(), at + i * inner, inner);
          } else {
            for (int k = 0; k < inner; k++) {
              int to = at + i * inner + k;
              Values.set(y, to, Values.longAt(y, to) + Values.longAt(g, from + k));
            }
          }
          from += inner;
        }
      }
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      Tensor index = call.input(1);
      return grads(named("indexSelect", g, axis, index), g);
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

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import dev.arrowmill.tensor.autograd.Call;

/** Picks along a dimension by an index of the result's shape. */
public final class Gather extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("gather", "y[i][j] = x[i][index[i][j]] for dim 1, and so on")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 5), OpSpec.index(r, 5, 4, 3)},
              t -> of(t[0], 1, t[1]))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 5), OpSpec.index(r, 4, 2, 3)},
              t -> of(t[0], 0, t[1]))
          .op("gather", Gather::new)
          .op("gatherBack", Back::new);

  private final int axis;

  Gather(Attrs attrs) {
    super("gather", attrs);
    this.axis = attrs.integer("dim");
  }

  /**
   * The result has the index's shape.
   *
   * @throws IllegalArgumentException when an index is outside or a size exceeds x's
   */
  public static Tensor of(Tensor x, int dim, Tensor index) {
    int axis = x.shape().axis("gather", dim);
    boolean fits = index.rank() == x.rank() && x.rank() > 0;
    for (int i = 0; fits && i < x.rank(); i++) {
      fits = i == axis || index.size(i) <= x.size(i);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "gather: index " + index.shape() + " does not fit " + x.shape() + " along dim " + dim);
    }
    return new Gather(Attrs.of("dim", axis)).call(x, index);
  }

  /** Zeros of the shape to which src is added at the indices along a dimension, in order. */
  static Tensor sums(Shape shape, int axis, Tensor index, Tensor src) {
    return new Back(Attrs.of("dim", axis, "shape", shape.dims())).call(src, index);
  }

  /** Turns indices along the axis into places in x, relative to its offset. */
  static void places(String op, Tensor x, Tensor index, int axis, int[] out) {
    Indices.read(op, index, x.size(axis), out);
    int rank = index.rank();
    int[] at = new int[rank];
    int base = 0;
    for (int i = 0; i < out.length; i++) {
      out[i] = base + out[i] * x.stride(axis);
      for (int d = rank - 1; d >= 0; d--) {
        int step = d == axis ? 0 : x.stride(d);
        base += step;
        if (++at[d] < index.size(d)) {
          break;
        }
        base -= step * index.size(d);
        at[d] = 0;
      }
    }
  }

  @Override
  protected boolean movesOnly() {
    return true;
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), in[1].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Tensor x = in[0];
    int[] from = new int[out.numel()];
    return (part, parts) -> {
      if (part == 0) {
        places(name(), x, in[1], axis, from);
        pick(x, from, out);
      }
    };
  }

  private static void pick(Tensor x, int[] from, Tensor y) {
    Object a = x.storage();
    Object b = y.storage();
    int xo = x.offset();
    int yo = y.offset();
    if (a instanceof float[] f) {
      float[] out = (float[]) b;
      for (int i = 0; i < from.length; i++) {
        out[yo + i] = f[xo + from[i]];
      }
      return;
    }
    for (int i = 0; i < from.length; i++) {
      System.arraycopy(a, xo + from[i], b, yo + i, 1);
    }
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Attrs a = Attrs.of("dim", axis, "shape", call.input(0).shape().dims());
    return grads(new Back(a).call(g, call.input(1)), g);
  }

  /** Zeros to which g is added at the picked places, in order. */
  static final class Back extends KernelOp {
    private final int axis;
    private final Shape shape;

    Back(Attrs attrs) {
      super("gatherBack", attrs);
      this.axis = attrs.integer("dim");
      this.shape = Shape.of(attrs.ints("shape"));
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), shape);
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      int[] to = new int[in[1].numel()];
      return (part, parts) -> {
        if (part == 0) {
          places(name(), out, in[1], axis, to);
          Fills.zero(out);
          add(in[0].isContiguous() ? in[0] : in[0].detach().contiguous(), to, out);
        }
      };
    }

    private static void add(Tensor g, int[] to, Tensor y) {
      int from = g.offset();
      int at = y.offset();
      if (g.storage() instanceof float[] a) {
        float[] b = y.floats();
        for (int i = 0; i < to.length; i++) {
          b[at + to[i]] += a[from + i];
        }
      } else if (g.storage() instanceof double[] a) {
        double[] b = y.doubles();
        for (int i = 0; i < to.length; i++) {
          b[at + to[i]] += a[from + i];
        }
      } else {
        for (int i = 0; i < to.length; i++) {
          long sum = Values.longAt(y, at + to[i]) + Values.longAt(g, from + i);
          Values.set(y, at + to[i], sum);
        }
      }
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      Tensor index = call.input(1);
      return grads(new Gather(Attrs.of("dim", axis)).call(g, index), g);
    }
  }
}

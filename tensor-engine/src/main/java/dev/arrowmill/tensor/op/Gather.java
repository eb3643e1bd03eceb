package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** Picks along a dimension by an index of the result's shape. */
public final class Gather extends Op {
  static final OpSpec SPEC =
      OpSpec.of("gather", "y[i][j] = x[i][index[i][j]] for dim 1, and so on")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 5), OpSpec.index(r, 5, 4, 3)},
              t -> of(t[0], 1, t[1]))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 5), OpSpec.index(r, 4, 2, 3)},
              t -> of(t[0], 0, t[1]));

  private final int axis;
  private final int[] from;
  private final Shape result;

  private Gather(int axis, int[] from, Shape result) {
    super("gather");
    this.axis = axis;
    this.from = from;
    this.result = result;
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
    int[] at = Indices.read("gather", index, x.size(axis));
    return new Gather(axis, places(x.shape(), index.shape(), axis, at), index.shape()).call(x);
  }

  /** Turns indices along the axis into row-major places in x. */
  private static int[] places(Shape x, Shape index, int axis, int[] at) {
    int[] strides = x.strides();
    int[] out = new int[at.length];
    for (int i = 0; i < at.length; i++) {
      int rest = i;
      int place = at[i] * strides[axis];
      for (int d = index.rank() - 1; d >= 0; d--) {
        place += d == axis ? 0 : rest % index.dim(d) * strides[d];
        rest /= index.dim(d);
      }
      out[i] = place;
    }
    return out;
  }

  @Override
  protected Tensor forward(Tensor... in) {
    Tensor x = in[0].detach().contiguous();
    Tensor y = Tensor.zeros(x.dtype(), result);
    for (int i = 0; i < from.length; i++) {
      System.arraycopy(x.storage(), x.offset() + from[i], y.storage(), i, 1);
    }
    return y;
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(new Back(this, call.input(0).shape()).call(g));
  }

  /** Zeros to which g is added at the picked places, in order. */
  private static final class Back extends Op {
    private final Gather gather;
    private final Shape shape;

    Back(Gather gather, Shape shape) {
      super("scatterAdd");
      this.gather = gather;
      this.shape = shape;
    }

    @Override
    protected Tensor forward(Tensor... in) {
      Tensor g = in[0].detach().contiguous();
      Tensor y = Tensor.zeros(g.dtype(), shape);
      for (int i = 0; i < gather.from.length; i++) {
        if (g.dtype() == DType.FLOAT32) {
          y.floats()[gather.from[i]] += g.floats()[g.offset() + i];
        } else {
          y.doubles()[gather.from[i]] += g.doubles()[g.offset() + i];
        }
      }
      return y;
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      return grads(new Gather(gather.axis, gather.from, gather.result).call(g));
    }
  }
}

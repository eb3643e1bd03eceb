package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** Every step-th index of a dimension from start to (excluding) end: a view. */
public final class Slice extends Op {
  static final OpSpec SPEC =
      OpSpec.of("slice", "indices start, start + step, ... below end of one dimension")
          .anySizes(x -> of(x, 1, -3, 9, 2))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 7)}, t -> of(t[0], 1, 1, 6, 2))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 7)}, t -> of(t[0], 0, -2, 3, 1))
          .op("slice", Slice::new)
          .op("sliceBack", Back::new);

  private final int axis;
  private final int start;
  private final int step;
  private final int size;

  Slice(Attrs attrs) {
    super("slice", attrs);
    this.axis = attrs.integer("dim");
    this.start = attrs.integer("start");
    this.step = attrs.integer("step");
    this.size = attrs.integer("size");
  }

  /**
   * Negative bounds count from the end; bounds outside are clamped, as in Python.
   *
   * @throws IllegalArgumentException when step is below 1
   */
  public static Tensor of(Tensor x, int dim, int start, int end, int step) {
    int axis = x.shape().axis("slice", dim);
    if (step < 1) {
      throw new IllegalArgumentException("slice: step must be at least 1, got " + step);
    }
    int n = x.size(axis);
    int from = Math.min(Math.max(start < 0 ? start + n : start, 0), n);
    int to = Math.min(Math.max(end < 0 ? end + n : end, from), n);
    int size = (to - from + step - 1) / step;
    return new Slice(Attrs.of("dim", axis, "start", from, "step", step, "size", size)).call(x);
  }

  private Tensor cut(Tensor x) {
    int[] strides = x.strides();
    int at = x.offset() + (size == 0 ? 0 : start * strides[axis]);
    strides[axis] *= step;
    return x.view(at, x.shape().with(axis, size), strides);
  }

  @Override
  protected boolean movesOnly() {
    return true;
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  protected Tensor forward(Tensor... in) {
    return cut(in[0]);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Attrs a = attrs().with("shape", call.input(0).shape().dims());
    return grads(new Back(a).call(g));
  }

  /** Zeros with g at the slice's place. */
  static final class Back extends KernelOp {
    private final Slice slice;
    private final Shape shape;

    Back(Attrs attrs) {
      super("sliceBack", attrs);
      this.slice = new Slice(attrs);
      this.shape = Shape.of(attrs.ints("shape"));
    }

    @Override
    protected boolean movesOnly() {
      return true;
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), shape);
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      Tensor place = slice.cut(out);
      return (part, parts) -> {
        if (part == 0) {
          Fills.zero(out);
          Strided.copy(in[0], place);
        }
      };
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      Attrs a = attrs();
      return grads(
          new Slice(
                  Attrs.of(
                      "dim",
                      a.integer("dim"),
                      "start",
                      a.integer("start"),
                      "step",
                      a.integer("step"),
                      "size",
                      a.integer("size")))
              .call(g));
    }
  }
}

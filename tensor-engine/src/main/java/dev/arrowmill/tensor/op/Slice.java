package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** Every step-th index of a dimension from start to (excluding) end: a view. */
public final class Slice extends Op {
  static final OpSpec SPEC =
      OpSpec.of("slice", "indices start, start + step, ... below end of one dimension")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 7)}, t -> of(t[0], 1, 1, 6, 2))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 7)}, t -> of(t[0], 0, -2, 3, 1));

  private final int axis;
  private final int start;
  private final int step;
  private final int size;

  private Slice(int axis, int start, int step, int size) {
    super("slice");
    this.axis = axis;
    this.start = start;
    this.step = step;
    this.size = size;
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
    return new Slice(axis, from, step, (to - from + step - 1) / step).call(x);
  }

  private Tensor cut(Tensor x) {
    int[] strides = x.strides();
    int at = x.offset() + (size == 0 ? 0 : start * strides[axis]);
    strides[axis] *= step;
    return x.view(at, x.shape().with(axis, size), strides);
  }

  @Override
  protected Tensor forward(Tensor... in) {
    return cut(in[0]);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(new Back(this, call.input(0).shape()).call(g));
  }

  /** Zeros with g at the slice's place. */
  private static final class Back extends Op {
    private final Slice slice;
    private final Shape shape;

    Back(Slice slice, Shape shape) {
      super("sliceBack");
      this.slice = slice;
      this.shape = shape;
    }

    @Override
    protected Tensor forward(Tensor... in) {
      Tensor y = Tensor.zeros(in[0].dtype(), shape);
      Strided.copy(in[0], slice.cut(y));
      return y;
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      return grads(slice.call(g));
    }
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.Arrays;

/** Windows that slide along a dimension, as a view with one dimension more. */
public final class Unfold extends Op {
  static final OpSpec SPEC =
      OpSpec.of("unfold", "windows of a dimension as a new last dimension, a view")
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 7)}, t -> of(t[0], 1, 3, 2))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 5, 2)}, t -> of(t[0], 0, 2, 1))
          .op("unfold", Unfold::new)
          .op("unfoldBack", Back::new);

  private final int axis;
  private final int size;
  private final int step;

  Unfold(Attrs attrs) {
    super("unfold", attrs);
    this.axis = attrs.integer("dim");
    this.size = attrs.integer("size");
    this.step = attrs.integer("step");
  }

  /**
   * Window i holds elements i step, ..., i step + size - 1.
   *
   * @throws IllegalArgumentException when the window exceeds the dimension or step is below 1
   */
  public static Tensor of(Tensor x, int dim, int size, int step) {
    int axis = x.shape().axis("unfold", dim);
    if (x.rank() == 0 || size < 0 || size > x.size(axis) || step < 1) {
      throw new IllegalArgumentException(
          "unfold: size "
              + size
              + " and step "
              + step
              + " do not fit dim "
              + dim
              + " of "
              + x.shape());
    }
    return new Unfold(Attrs.of("dim", axis, "size", size, "step", step)).call(x);
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
    Tensor x = in[0];
    int r = x.rank();
    int[] dims = Arrays.copyOf(x.shape().dims(), r + 1);
    int[] strides = Arrays.copyOf(x.strides(), r + 1);
    dims[r] = size;
    strides[r] = strides[axis];
    dims[axis] = (x.size(axis) - size) / step + 1;
    strides[axis] *= step;
    return x.view(x.offset(), Shape.of(dims), strides);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(new Back(attrs().with("shape", call.input(0).shape().dims())).call(g));
  }

  /** Zeros to which the windows are added, element by element of the window. */
  static final class Back extends KernelOp {
    private final Unfold windows;
    private final Shape shape;

    Back(Attrs attrs) {
      super("unfoldBack", attrs);
      this.windows = new Unfold(attrs);
      this.shape = Shape.of(attrs.ints("shape"));
    }

    @Override
    protected Tensor allocate(Tensor... in) {
      return Tensor.zeros(in[0].dtype(), shape);
    }

    @Override
    public Kernel kernel(Tensor[] in, Tensor out) {
      Tensor place = windows.forward(out);
      return (part, parts) -> {
        if (part == 0) {
          Fills.zero(out);
          Strided.add(in[0], place);
        }
      };
    }

    @Override
    public Tensor[] vjp(Call call, Tensor g) {
      Attrs a = attrs();
      Attrs forward =
          Attrs.of("dim", a.number("dim"), "size", a.number("size"), "step", a.number("step"));
      return grads(new Unfold(forward).call(g));
    }
  }
}

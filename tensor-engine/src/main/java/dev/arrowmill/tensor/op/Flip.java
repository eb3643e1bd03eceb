package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.List;

/** Dimensions in reverse order, or turned around. */
public final class Flip extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("flip", "dimensions in reverse order")
          .anySizes(x -> of(x, 1, 2))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)}, t -> of(t[0], 0, 2))
          .op("flip", Flip::new);
  static final OpSpec ROLL =
      OpSpec.of("roll", "elements shifted along dimensions, the last ones to the front")
          .anySizes(x -> roll(x, new int[] {2, 5}, new int[] {1, 0}))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4)},
              t -> roll(t[0], new int[] {1, -2}, new int[] {0, 1}));

  private final int[] dims;

  Flip(Attrs attrs) {
    super("flip", attrs);
    this.dims = attrs.ints("dims");
  }

  /** The dimensions reversed, a copy. */
  public static Tensor of(Tensor x, int... dims) {
    int[] axes = new int[dims.length];
    for (int i = 0; i < dims.length; i++) {
      axes[i] = x.shape().axis("flip", dims[i]);
    }
    return new Flip(Attrs.of("dims", axes)).call(x);
  }

  /**
   * Element i of a dimension moves to i + shift, around the end.
   *
   * @param dims as many as shifts; none to roll the flattened tensor by the only shift
   */
  public static Tensor roll(Tensor x, int[] shifts, int[] dims) {
    if (dims.length == 0 && shifts.length == 1) {
      return roll(x.flatten(), shifts, new int[] {0}).reshape(x.shape().dims());
    }
    if (dims.length != shifts.length) {
      throw new IllegalArgumentException(
          "roll: " + shifts.length + " shifts for " + dims.length + " dimensions");
    }
    Tensor y = x;
    for (int i = 0; i < dims.length; i++) {
      int axis = x.shape().axis("roll", dims[i]);
      int n = x.size(axis);
      int cut = n == 0 ? 0 : Math.floorMod(-shifts[i], n);
      if (cut != 0) {
        y = Tensor.cat(List.of(y.slice(axis, cut, n), y.slice(axis, 0, cut)), axis);
      }
    }
    return y;
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
    Tensor x = in[0];
    int at = x.offset();
    int[] strides = x.strides();
    for (int d : dims) {
      if (x.rank() > 0) {
        at += Math.max(x.size(d) - 1, 0) * strides[d];
        strides[d] = -strides[d];
      }
    }
    Tensor turned = x.view(at, x.shape(), strides);
    return (part, parts) -> Strided.copy(turned, out, part, parts);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(new Flip(attrs()).call(g));
  }
}

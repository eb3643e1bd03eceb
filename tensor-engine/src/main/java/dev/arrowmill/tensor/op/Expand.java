package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.Arrays;

/** Repeats dimensions of size 1, and adds leading ones, without a copy. */
public final class Expand extends Op {
  static final OpSpec SPEC =
      OpSpec.of("expand", "dimensions of size 1 repeated, without a copy")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 1)}, t -> of(t[0], 2, 3, 4).square())
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2)}, t -> of(t[0], 5))
          .op("expand", Expand::new);

  private final Shape shape;

  Expand(Attrs attrs) {
    super("expand", attrs);
    this.shape = Shape.of(attrs.ints("shape"));
  }

  /**
   * A size of -1 keeps the dimension.
   *
   * @throws IllegalArgumentException when a size differs from a dimension that is not 1
   */
  public static Tensor of(Tensor x, int... dims) {
    int[] d = dims.clone();
    int lead = d.length - x.rank();
    boolean good = lead >= 0;
    for (int i = Math.max(lead, 0); good && i < d.length; i++) {
      int have = x.size(i - lead);
      d[i] = d[i] == -1 ? have : d[i];
      good = d[i] == have || have == 1;
    }
    if (!good) {
      throw new IllegalArgumentException(
          "expand: " + x.shape() + " does not expand to " + Arrays.toString(dims));
    }
    Shape shape = Shape.of(d);
    return shape.equals(x.shape()) ? x : new Expand(Attrs.of("shape", d)).call(x);
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
    int[] strides = new int[shape.rank()];
    int lead = shape.rank() - x.rank();
    for (int i = lead; i < strides.length; i++) {
      strides[i] = x.size(i - lead) == 1 ? 0 : x.stride(i - lead);
    }
    return x.view(x.offset(), shape, strides);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(Sum.to(g, call.input(0).shape()));
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.Arrays;

/** The same elements, row-major, in another shape: a view when x is contiguous. */
public final class Reshape extends Op {
  static final OpSpec SPEC =
      OpSpec.of("reshape", "the same elements in another shape; one size may be -1")
          .anySizes(x -> of(x.transpose(0, 1), -1, x.size(2)))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4)}, t -> of(t[0], 2, -1))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4)}, t -> of(t[0].transpose(0, 1), 12))
          .op("reshape", Reshape::new);

  private final Shape shape;

  Reshape(Attrs attrs) {
    super("reshape", attrs);
    this.shape = Shape.of(attrs.ints("shape"));
  }

  /**
   * One size may be -1: what is left.
   *
   * @throws IllegalArgumentException when the number of elements differs
   */
  public static Tensor of(Tensor x, int... dims) {
    return new Reshape(Attrs.of("shape", resolve(x, dims).dims())).call(x.contiguous());
  }

  private static Shape resolve(Tensor x, int[] dims) {
    int[] d = dims.clone();
    int open = -1;
    long known = 1;
    for (int i = 0; i < d.length; i++) {
      if (d[i] == -1 && open < 0) {
        open = i;
      } else {
        known *= d[i];
      }
    }
    if (open >= 0 && known > 0 && x.numel() % known == 0) {
      d[open] = (int) (x.numel() / known);
      known *= d[open];
      open = -1;
    }
    if (open >= 0 || known != x.numel()) {
      throw new IllegalArgumentException(
          "reshape: shape "
              + Arrays.toString(dims)
              + " does not fit the "
              + x.numel()
              + " elements of "
              + x.shape());
    }
    return Shape.of(d);
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
    return in[0].reshaped(shape);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(g.reshape(call.input(0).shape().dims()));
  }
}

package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import java.util.Arrays;

/** The dimensions in another order: a view. */
public final class Permute extends Op {
  static final OpSpec SPEC =
      OpSpec.of("permute", "the dimensions in another order; transpose swaps two")
          .anySizes(x -> of(x, 1, 2, 0))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)}, t -> of(t[0], 2, 0, 1))
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 2, 3, 4)}, t -> transpose(t[0], 0, -1))
          .op("permute", Permute::new);

  private final int[] order;

  Permute(Attrs attrs) {
    super("permute", attrs);
    this.order = attrs.ints("order");
  }

  /**
   * Dimension i of the result is dimension {@code order[i]} of x.
   *
   * @throws IllegalArgumentException when order is no permutation of the dimensions
   */
  public static Tensor of(Tensor x, int... order) {
    int[] o = order.clone();
    boolean[] seen = new boolean[x.rank()];
    boolean good = o.length == x.rank();
    for (int i = 0; good && i < o.length; i++) {
      o[i] = x.shape().axis("permute", o[i]);
      good = !seen[o[i]];
      seen[o[i]] = true;
    }
    if (!good) {
      throw new IllegalArgumentException(
          "permute: " + Arrays.toString(order) + " is no order of the dimensions of " + x.shape());
    }
    return new Permute(Attrs.of("order", o)).call(x);
  }

  /** Swaps two dimensions. */
  public static Tensor transpose(Tensor x, int a, int b) {
    int i = x.shape().axis("transpose", a);
    int j = x.shape().axis("transpose", b);
    int[] o = new int[x.rank()];
    Arrays.setAll(o, d -> d == i ? j : d == j ? i : d);
    return new Permute(Attrs.of("order", o)).call(x);
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
    int[] dims = new int[order.length];
    int[] strides = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      dims[i] = in[0].size(order[i]);
      strides[i] = in[0].stride(order[i]);
    }
    return in[0].view(in[0].offset(), Shape.of(dims), strides);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    int[] back = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      back[order[i]] = i;
    }
    return grads(new Permute(Attrs.of("order", back)).call(g));
  }
}

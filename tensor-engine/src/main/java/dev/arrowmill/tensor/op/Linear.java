package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;
import dev.arrowmill.tensor.random.Rng;
import org.jspecify.annotations.Nullable;

/** x W^T + bias in one pass, W as [out, in]. A row's result does not depend on the other rows. */
public final class Linear extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("linear", "x W^T + bias, W as [out, in]")
          .sample(r -> inputs(r, 3, 4), t -> of(t[0], t[1], t[2]))
          .sample(r -> inputs(r, 2, 3, 4), t -> of(t[0], t[1], t[2]))
          .sample(r -> inputs(r, 4), t -> of(t[0], t[1], null))
          .op("linear", a -> new Linear());

  private static final Linear OP = new Linear();

  Linear() {
    super("linear", Attrs.NONE);
  }

  private static Tensor[] inputs(Rng r, int... x) {
    return new Tensor[] {
      OpSpec.uniform(r.fold(1), -2, 2, x),
      OpSpec.uniform(r.fold(2), -2, 2, 5, 4),
      OpSpec.uniform(r.fold(3), -2, 2, 5)
    };
  }

  /**
   * Applies to the last dimension of x.
   *
   * @param x [..., in]
   * @param weight [out, in]
   * @param bias [out], or null
   * @throws IllegalArgumentException when sizes or types do not fit
   */
  public static Tensor of(Tensor x, Tensor weight, @Nullable Tensor bias) {
    check(x, weight, bias);
    if (x.rank() == 2) {
      return bias == null ? OP.call(x, weight) : OP.call(x, weight, bias);
    }
    int[] dims = x.shape().dims();
    int in = dims[dims.length - 1];
    dims[dims.length - 1] = weight.size(0);
    int rows = 1;
    for (int i = 0; i < dims.length - 1; i++) {
      rows *= dims[i];
    }
    return of(x.reshape(rows, in), weight, bias).reshape(dims);
  }

  private static void check(Tensor x, Tensor w, @Nullable Tensor bias) {
    boolean fits = x.rank() > 0 && w.rank() == 2 && x.size(-1) == w.size(1);
    if (!fits || (bias != null && (bias.rank() != 1 || bias.size(0) != w.size(0)))) {
      throw new IllegalArgumentException(
          "linear: input "
              + x.shape()
              + " does not fit weight "
              + w.shape()
              + (bias == null ? "" : " and bias " + bias.shape())
              + ", expected [..., in], [out, in], [out]");
    }
    boolean types = x.dtype() == w.dtype() && (bias == null || bias.dtype() == w.dtype());
    if (!types || !x.dtype().isFloat()) {
      throw new IllegalArgumentException(
          "linear: needs one float type, input " + x.dtype() + ", weight " + w.dtype());
    }
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(in[0].dtype(), Shape.of(in[0].size(0), in[1].size(0)));
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Tensor w = in[1];
    int[] strides = {w.stride(1), w.stride(0)};
    Tensor turned = w.view(w.offset(), Shape.of(w.size(1), w.size(0)), strides);
    Dense bias = in.length > 2 ? Dense.of(in[2]) : null;
    Kernel rows =
        (part, parts) -> {
          int from = Kernel.from(out.size(0), part, parts);
          int end = Kernel.from(out.size(0), part + 1, parts);
          Products.rows(in[0], turned, bias == null ? null : bias.get(), out, from, end);
        };
    return bias == null ? rows : bias.whole(rows);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor[] out = new Tensor[call.arity()];
    if (call.needs(0)) {
      out[0] = Matmul.of(g, call.input(1));
    }
    if (call.needs(1)) {
      out[1] = Matmul.of(g.t(), call.input(0));
    }
    if (out.length > 2 && call.needs(2)) {
      out[2] = g.sum(0);
    }
    return out;
  }
}

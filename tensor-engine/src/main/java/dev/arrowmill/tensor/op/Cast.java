package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import dev.arrowmill.tensor.autograd.Call;

/** Conversion of the element type, as Java casts do; to bool: not 0. */
public final class Cast extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("toType", "the same values in another element type")
          .unary(-2, 2, x -> x.mul(of(x.detach().gt(0), DType.FLOAT64)))
          .op("toType", Cast::new);

  private final DType to;

  Cast(Attrs attrs) {
    super("toType", attrs);
    this.to = DType.valueOf(attrs.text("to"));
  }

  /** x itself when it has the type already. */
  public static Tensor of(Tensor x, DType to) {
    return x.dtype() == to ? x : new Cast(Attrs.of("to", to)).call(x);
  }

  @Override
  protected boolean movesOnly() {
    return true;
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    return Tensor.zeros(to, in[0].shape());
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Dense dense = Dense.of(in[0]);
    Tensor x = dense.get();
    int n = out.numel();
    return dense.whole(
        (part, parts) -> {
          int from = Kernel.from(n, part, parts);
          int count = Kernel.from(n, part + 1, parts) - from;
          convert(x, x.offset() + from, out, out.offset() + from, count);
        });
  }

  private static void convert(Tensor x, int xo, Tensor y, int yo, int n) {
    Object a = x.storage();
    Object b = y.storage();
    if (a instanceof float[] f && b instanceof double[] d) {
      for (int i = 0; i < n; i++) {
        d[yo + i] = f[xo + i];
      }
    } else if (a instanceof double[] d && b instanceof float[] f) {
      for (int i = 0; i < n; i++) {
        f[yo + i] = (float) d[xo + i];
      }
    } else if (x.dtype() == DType.BOOL && b instanceof float[] f) {
      byte[] bools = (byte[]) a;
      for (int i = 0; i < n; i++) {
        f[yo + i] = bools[xo + i];
      }
    } else if (a instanceof long[] l && b instanceof float[] f) {
      for (int i = 0; i < n; i++) {
        f[yo + i] = l[xo + i];
      }
    } else if (x.dtype().isFloat()) {
      for (int i = 0; i < n; i++) {
        Values.set(y, yo + i, Values.at(x, xo + i));
      }
    } else {
      for (int i = 0; i < n; i++) {
        Values.set(y, yo + i, Values.longAt(x, xo + i));
      }
    }
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(g.toType(call.input(0).dtype()));
  }
}

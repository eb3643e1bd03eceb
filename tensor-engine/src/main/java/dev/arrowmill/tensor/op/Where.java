package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** a where the condition holds, else b. */
public final class Where extends KernelOp {
  static final OpSpec SPEC =
      OpSpec.of("where", "a where the condition holds, else b")
          .binary(-2, 2, (a, b) -> of(a.detach().gt(b.detach()), a, b))
          .op("where", a -> new Where());

  private static final Where OP = new Where();

  Where() {
    super("where", Attrs.NONE);
  }

  /**
   * Elementwise with broadcasting of all three.
   *
   * @throws IllegalArgumentException when the condition is not bool
   */
  public static Tensor of(Tensor condition, Tensor a, Tensor b) {
    if (condition.dtype() != DType.BOOL) {
      throw new IllegalArgumentException(
          "where: the condition must be bool, got " + condition.dtype());
    }
    DType type = Promotion.result(a, b);
    return OP.call(condition, a.toType(type), b.toType(type));
  }

  @Override
  protected boolean movesOnly() {
    return true;
  }

  @Override
  protected Tensor allocate(Tensor... in) {
    Shape values = Shape.broadcast("where", in[1].shape(), in[2].shape());
    return Tensor.zeros(in[1].dtype(), Shape.broadcast("where", in[0].shape(), values));
  }

  @Override
  public Kernel kernel(Tensor[] in, Tensor out) {
    Walk w = Walk.of(out.shape(), in);
    return (part, parts) -> {
      boolean one = w.runs() == 1;
      int from = one ? Kernel.from(w.length(), part, parts) : 0;
      int end = one ? Kernel.from(w.length(), part + 1, parts) : w.length();
      int last = one ? 1 : Kernel.from(w.runs(), part + 1, parts);
      for (int r = one ? 0 : Kernel.from(w.runs(), part, parts); r < last; r++) {
        run(w, r, from, end, in, out);
      }
    };
  }

  private static void run(Walk w, int r, int from, int end, Tensor[] in, Tensor out) {
    byte[] c = in[0].bools();
    int at = w.start(0, r);
    int a = w.start(1, r);
    int b = w.start(2, r);
    int to = out.offset() + r * w.length();
    int cs = w.step(0);
    int as = w.step(1);
    int bs = w.step(2);
    if (in[1].storage() instanceof float[] x) {
      float[] y = in[2].floats();
      float[] o = out.floats();
      for (int i = from; i < end; i++) {
        o[to + i] = c[at + i * cs] != 0 ? x[a + i * as] : y[b + i * bs];
      }
      return;
    }
    if (in[1].storage() instanceof double[] x) {
      double[] y = in[2].doubles();
      double[] o = out.doubles();
      for (int i = from; i < end; i++) {
        o[to + i] = c[at + i * cs] != 0 ? x[a + i * as] : y[b + i * bs];
      }
      return;
    }
    for (int i = from; i < end; i++) {
      boolean first = c[at + i * cs] != 0;
      Object source = in[first ? 1 : 2].storage();
      System.arraycopy(source, first ? a + i * as : b + i * bs, out.storage(), to + i, 1);
    }
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor c = call.input(0);
    Tensor a = call.input(1);
    Tensor b = call.input(2);
    Tensor[] out = new Tensor[3];
    if (call.needs(1)) {
      out[1] = Sum.to(g.where(c, 0), a.shape());
    }
    if (call.needs(2)) {
      out[2] = Sum.to(g.where(c.not(), 0), b.shape());
    }
    return out;
  }
}

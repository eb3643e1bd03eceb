package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** a where the condition holds, else b. */
public final class Where extends Op {
  static final OpSpec SPEC =
      OpSpec.of("where", "a where the condition holds, else b")
          .binary(-2, 2, (a, b) -> of(a.detach().gt(b.detach()), a, b));

  private static final Where OP = new Where();

  private Where() {
    super("where");
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
    return OP.call(condition, a, b);
  }

  @Override
  protected Tensor forward(Tensor... in) {
    DType type = Elementwise.resultType(in[1], in[2]);
    Shape shape =
        Shape.broadcast(
            "where", in[0].shape(), Shape.broadcast("where", in[1].shape(), in[2].shape()));
    Tensor c = spread(in[0], shape);
    Tensor a = spread(Cast.raw(in[1], type), shape);
    Tensor b = spread(Cast.raw(in[2], type), shape);
    Tensor y = Tensor.zeros(type, shape);
    byte[] cond = c.bools();
    for (int i = 0; i < shape.numel(); i++) {
      Tensor from = cond[c.offset() + i] != 0 ? a : b;
      System.arraycopy(from.storage(), from.offset() + i, y.storage(), i, 1);
    }
    return y;
  }

  private static Tensor spread(Tensor t, Shape shape) {
    return t.detach().expand(shape.dims()).contiguous();
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    Tensor c = call.input(0);
    Tensor a = call.input(1);
    Tensor b = call.input(2);
    Tensor[] out = new Tensor[3];
    if (call.needs(1)) {
      out[1] = Sum.to(g.where(c, 0), a.shape()).toType(a.dtype());
    }
    if (call.needs(2)) {
      out[2] = Sum.to(g.where(c.not(), 0), b.shape()).toType(b.dtype());
    }
    return out;
  }
}

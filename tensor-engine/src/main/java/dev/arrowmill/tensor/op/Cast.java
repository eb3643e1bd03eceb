package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/** Conversion of the element type, as Java casts do; to bool: not 0. */
public final class Cast extends Op {
  static final OpSpec SPEC =
      OpSpec.of("toType", "the same values in another element type")
          .unary(-2, 2, x -> of(x.mul(2), DType.FLOAT64).square());

  private final DType to;

  private Cast(DType to) {
    super("toType");
    this.to = to;
  }

  /** x itself when it has the type already. */
  public static Tensor of(Tensor x, DType to) {
    return x.dtype() == to ? x : new Cast(to).call(x);
  }

  static Tensor raw(Tensor x, DType to) {
    return x.dtype() == to ? x : convert(x.detach().contiguous(), to);
  }

  @Override
  protected Tensor forward(Tensor... in) {
    return raw(in[0], to);
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    return grads(g.toType(call.input(0).dtype()));
  }

  private static Tensor convert(Tensor x, DType to) {
    Tensor y = Tensor.zeros(to, x.shape());
    int n = x.numel();
    int o = x.offset();
    boolean whole = !x.dtype().isFloat();
    for (int i = 0; i < n; i++) {
      if (whole) {
        set(y, i, wholeAt(x, o + i));
      } else {
        set(y, i, x.dtype() == DType.FLOAT32 ? x.floats()[o + i] : x.doubles()[o + i]);
      }
    }
    return y;
  }

  private static long wholeAt(Tensor x, int i) {
    return switch (x.dtype()) {
      case BOOL -> x.bools()[i];
      case INT32 -> x.ints()[i];
      default -> x.longs()[i];
    };
  }

  private static void set(Tensor y, int i, long v) {
    switch (y.dtype()) {
      case BOOL -> y.bools()[i] = (byte) (v != 0 ? 1 : 0);
      case INT32 -> y.ints()[i] = (int) v;
      case INT64 -> y.longs()[i] = v;
      case FLOAT32 -> y.floats()[i] = (float) v;
      case FLOAT64 -> y.doubles()[i] = v;
    }
  }

  private static void set(Tensor y, int i, double v) {
    switch (y.dtype()) {
      case BOOL -> y.bools()[i] = (byte) (v != 0 ? 1 : 0);
      case INT32 -> y.ints()[i] = (int) v;
      case INT64 -> y.longs()[i] = (long) v;
      case FLOAT32 -> y.floats()[i] = (float) v;
      case FLOAT64 -> y.doubles()[i] = v;
    }
  }
}

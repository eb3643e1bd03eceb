package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.BinaryKernel;

/** A to the power b; derivative 0 for b = 0. */
public final class Pow extends BinaryOp {
  static final OpSpec SPEC =
      OpSpec.of("pow", "a to the power b; derivative 0 for b = 0")
          .binary(0.4, 2, Pow::of)
          .op("pow", a -> new Pow());

  private static final Pow OP = new Pow();

  Pow() {
    super("pow", BinaryKernel.POW);
  }

  /** Elementwise with broadcasting. */
  public static Tensor of(Tensor a, Tensor b) {
    return OP.on(a, b);
  }

  /**
   * A power of one number; whole powers from -2 to 3 are products, as in PyTorch.
   *
   * @throws IllegalArgumentException for a negative power of integers
   */
  public static Tensor of(Tensor x, double power) {
    boolean whole = power == Math.rint(power);
    if (!x.dtype().isFloat() && whole) {
      if (power < 0) {
        throw new IllegalArgumentException(
            "pow: integers have no negative power, got " + (long) power + "; use toType(FLOAT32)");
      }
      return of(x, Tensor.full(DType.INT64, Shape.SCALAR, power));
    }
    if (power == 2) {
      return x.square();
    }
    if (power == 3) {
      return x.square().mul(x);
    }
    if (power == -1) {
      return x.reciprocal();
    }
    if (power == -2) {
      return x.square().reciprocal();
    }
    if (power == 0.5) {
      return x.sqrt();
    }
    return of(x, Tensor.full(x.dtype().isFloat() ? wide(x) : DType.FLOAT32, Shape.SCALAR, power));
  }

  private static DType wide(Tensor x) {
    return x.dtype().computed();
  }

  @Override
  Tensor gradA(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(b).mul(a.pow(b.sub(1))).where(b.ne(0), 0);
  }

  @Override
  Tensor gradB(Tensor a, Tensor b, Tensor y, Tensor g) {
    return g.mul(y).mul(a.log()).where(a.ne(0).or(b.lt(0)), 0);
  }
}

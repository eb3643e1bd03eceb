package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import dev.arrowmill.tensor.autograd.Call;

/** Where elements are not 0. The result's size depends on values. */
public final class Nonzero extends Op {
  static final OpSpec SPEC =
      OpSpec.of("nonzero", "indices of elements that are not 0, [n, rank], row-major")
          .notDifferentiable()
          .sample(r -> new Tensor[] {OpSpec.index(r, 2, 3, 4)}, t -> of(t[0]))
          .op("nonzero", Nonzero::new)
          .shapeDependsOnValues();
  static final OpSpec MASKED_SELECT =
      OpSpec.of("maskedSelect", "the elements where a mask holds, in one dimension")
          .sample(
              r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 4), OpSpec.index(r, 2, 3, 4)},
              t -> maskedSelect(t[0], t[1].ne(0)))
          .shapeDependsOnValues();

  Nonzero(Attrs attrs) {
    super("nonzero", attrs);
  }

  /** One row of indices per element, int64. */
  public static Tensor of(Tensor x) {
    return new Nonzero(Attrs.NONE).call(x.detach());
  }

  /**
   * The elements of x where the mask holds; both broadcast.
   *
   * @throws IllegalArgumentException when the mask is not bool
   */
  public static Tensor maskedSelect(Tensor x, Tensor mask) {
    if (mask.dtype() != DType.BOOL) {
      throw new IllegalArgumentException("maskedSelect: mask must be bool, got " + mask.dtype());
    }
    int[] dims = Shape.broadcast("maskedSelect", x.shape(), mask.shape()).dims();
    Tensor at = of(mask.expand(dims).flatten());
    return x.expand(dims).flatten().indexSelect(0, at.flatten());
  }

  @Override
  public boolean isDynamic() {
    return true;
  }

  @Override
  protected Tensor forward(Tensor... in) {
    Tensor x = in[0].isContiguous() ? in[0] : in[0].detach().contiguous();
    int n = 0;
    for (int i = 0; i < x.numel(); i++) {
      n += Values.at(x, x.offset() + i) != 0 ? 1 : 0;
    }
    Tensor y = Tensor.zeros(DType.INT64, Shape.of(n, x.rank()));
    int row = 0;
    for (int i = 0; i < x.numel(); i++) {
      if (Values.at(x, x.offset() + i) != 0) {
        int rest = i;
        for (int d = x.rank() - 1; d >= 0; d--) {
          y.longs()[row * x.rank() + d] = rest % x.size(d);
          rest /= x.size(d);
        }
        row++;
      }
    }
    return y;
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    throw new AssertionError("nonzero has no gradient");
  }
}

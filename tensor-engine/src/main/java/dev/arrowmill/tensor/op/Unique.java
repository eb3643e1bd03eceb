package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.Values;
import dev.arrowmill.tensor.autograd.Call;

/** The different elements in ascending order. The result's size depends on values. */
public final class Unique extends Op {
  static final OpSpec SPEC =
      OpSpec.of("unique", "different elements, ascending; where each went; how often each occurs")
          .notDifferentiable()
          .sample(r -> new Tensor[] {OpSpec.index(r, 4, 3, 4)}, t -> of(t[0]).values())
          .sample(r -> new Tensor[] {OpSpec.index(r, 4, 3, 4)}, t -> of(t[0]).counts())
          .op("unique", Unique::new)
          .shapeDependsOnValues();

  /**
   * What {@link #of} finds.
   *
   * @param values the different elements, ascending, [n]
   * @param inverse for each element of x its index in values, int64, of x's shape
   * @param counts how often each occurs, int64, [n]
   */
  public record Result(Tensor values, Tensor inverse, Tensor counts) {}

  Unique(Attrs attrs) {
    super("unique", attrs);
  }

  /** The different elements of the whole tensor. */
  public static Result of(Tensor x) {
    Tensor values = new Unique(Attrs.NONE).call(x.detach());
    Tensor inverse = Search.sorted(values, x.detach(), false);
    return new Result(values, inverse, Bins.bincount(inverse.flatten(), values.numel()));
  }

  @Override
  protected boolean movesOnly() {
    return true;
  }

  @Override
  public boolean isDynamic() {
    return true;
  }

  @Override
  protected Tensor forward(Tensor... in) {
    Tensor x = in[0].isContiguous() ? in[0] : in[0].detach().contiguous();
    int[] order = Sorting.order(x, x.offset(), 1, x.numel(), false);
    int[] kept = new int[order.length];
    int n = 0;
    for (int i : order) {
      int at = x.offset() + i;
      boolean more = n == 0 || Extremum.better(x, at, kept[n - 1], true);
      boolean nan = Double.isNaN(Values.at(x, at));
      if (more || nan) {
        kept[n++] = at;
      }
    }
    Tensor y = Tensor.zeros(x.dtype(), Shape.of(n));
    for (int i = 0; i < n; i++) {
      System.arraycopy(x.storage(), kept[i], y.storage(), i, 1);
    }
    return y;
  }

  @Override
  public Tensor[] vjp(Call call, Tensor g) {
    throw new AssertionError("unique has no gradient");
  }
}

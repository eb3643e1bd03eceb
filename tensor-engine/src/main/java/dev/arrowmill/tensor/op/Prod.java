package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;

/**
 * Products as compositions of multiplications (halves for the whole, doubling steps for the running
 * product), so that gradients of any order are right where factors are 0.
 */
public final class Prod {
  static final OpSpec PROD =
      OpSpec.of("prod", "product over a dimension or all; exact gradients at zeros")
          .anySizes(x -> of(x, 1, true))
          .unary(0.4, 2, Prod::all)
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)}, t -> of(t[0], 1, false));
  static final OpSpec CUMPROD =
      OpSpec.of("cumprod", "running product along a dimension")
          .anySizes(x -> cumprod(x, 1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 3, 5)}, t -> cumprod(t[0], 1))
          .sample(r -> new Tensor[] {OpSpec.uniform(r, -2, 2, 4, 2)}, t -> cumprod(t[0], 0));

  private Prod() {}

  /** The product of all elements; 1 for none. Bools and integers are multiplied as int64. */
  public static Tensor all(Tensor x) {
    return of(x.flatten(), 0, false);
  }

  /** The product along a dimension. */
  public static Tensor of(Tensor x, int dim, boolean keepDim) {
    int axis = x.shape().axis("prod", dim);
    Tensor y = wide(x.rank() == 0 ? x.unsqueeze(0) : x);
    if (y.size(axis) == 0) {
      y = Tensor.full(y.dtype(), y.shape().with(axis, 1), 1);
    }
    for (int n = y.size(axis); n > 1; n = y.size(axis)) {
      int half = n / 2;
      Tensor p = y.slice(axis, 0, half).mul(y.slice(axis, half, 2 * half));
      y = n % 2 == 0 ? p : Tensor.cat(java.util.List.of(p, y.slice(axis, n - 1, n)), axis);
    }
    return keepDim && x.rank() > 0 ? y : y.squeeze(axis);
  }

  /** The products of the elements up to each along a dimension. */
  public static Tensor cumprod(Tensor x, int dim) {
    int axis = x.shape().axis("cumprod", dim);
    Tensor y = wide(x);
    int n = x.rank() == 0 ? 1 : x.size(axis);
    for (int d = 1; d < n; d *= 2) {
      Tensor head = y.slice(axis, 0, d);
      y =
          Tensor.cat(
              java.util.List.of(head, y.slice(axis, d, n).mul(y.slice(axis, 0, n - d))), axis);
    }
    return y;
  }

  private static Tensor wide(Tensor x) {
    return x.dtype().isFloat() ? x : x.toType(DType.INT64);
  }
}

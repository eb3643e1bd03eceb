package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.Call;

/**
 * An op whose gradient touches few rows of its input 0, a table, so that a dense one would be
 * waste. The gradient is a list of (row, values); a row may occur several times.
 */
public interface RowGradient {
  /** Whether this call's gradient is one of whole rows (of dimension 0). */
  boolean hasRows(Call call);

  /** The rows, int32 or int64, [n]; written in tensor ops. */
  Tensor rows(Call call);

  /**
   * What to add to them, [n, row...], given the gradient g of the output; written in tensor ops.
   */
  Tensor rowValues(Call call, Tensor g);
}

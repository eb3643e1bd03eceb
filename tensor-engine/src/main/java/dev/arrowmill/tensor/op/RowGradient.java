package dev.arrowmill.tensor.op;

import dev.arrowmill.tensor.Tensor;

/** An op whose gradient touches few rows of its only input, so that a dense one would be waste. */
public interface RowGradient {
  /** Whether {@link #addRows} works for this call. */
  boolean hasRows();

  /** Adds the input's gradient, given g of the output, to {@code to} from {@code offset} on. */
  void addRows(Tensor g, float[] to, int offset);
}

package dev.arrowmill.data;

import dev.arrowmill.data.op.Batching;
import dev.arrowmill.data.op.MapBatches;
import java.util.function.UnaryOperator;

/** The operators of {@link Dataset} that join elements, and take joined ones apart. */
abstract sealed class GroupOperators extends RowOperators permits OrderOperators {
  /** Batches of {@code size} rows, the last one shorter. */
  public Dataset batch(int size) {
    return batch(size, false);
  }

  /** Batches of {@code size} rows; {@code dropRemainder} leaves a shorter last one out. */
  public Dataset batch(int size, boolean dropRemainder) {
    return with(Batching.of(node(), size, dropRemainder));
  }

  /** A function of each batch, called once per batch and epoch, in order. */
  public Dataset mapBatches(UnaryOperator<Batch> function) {
    return with(MapBatches.of(node(), function));
  }
}

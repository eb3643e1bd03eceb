package dev.arrowmill.data;

import dev.arrowmill.data.op.Batching;
import dev.arrowmill.data.op.MapBatches;
import dev.arrowmill.data.op.PaddedBatching;
import dev.arrowmill.data.op.Unbatch;
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

  /**
   * Batches of {@code size} rows in which lists, and tensors of different sizes, are brought to one
   * size: {@code Padding.longest().to("tokens", 20).with(-1)}. Lists become components {@code
   * [rows, length]}.
   */
  public Dataset paddedBatch(int size, Padding padding, boolean dropRemainder) {
    return with(PaddedBatching.of(node(), size, padding, dropRemainder));
  }

  /** As {@link #paddedBatch(int, Padding, boolean)}, the last batch shorter. */
  public Dataset paddedBatch(int size, Padding padding) {
    return paddedBatch(size, padding, false);
  }

  /** The rows of the batches as elements, sharing their memory. */
  public Dataset unbatch() {
    return with(Unbatch.of(node()));
  }

  /** Batches of another size; only batches of which rows must be joined are copied. */
  public Dataset rebatch(int size, boolean dropRemainder) {
    return with(Batching.of(Unbatch.of(node()), size, dropRemainder));
  }

  /** {@link #rebatch(int, boolean)}, the last batch shorter. */
  public Dataset rebatch(int size) {
    return rebatch(size, false);
  }
}

package dev.arrowmill.data;

import dev.arrowmill.data.op.Batching;
import dev.arrowmill.data.op.Buckets;
import dev.arrowmill.data.op.GroupByWindow;
import dev.arrowmill.data.op.MapBatches;
import dev.arrowmill.data.op.PaddedBatching;
import dev.arrowmill.data.op.ParallelMap;
import dev.arrowmill.data.op.Sliding;
import dev.arrowmill.data.op.Unbatch;
import dev.arrowmill.data.op.Windows;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;
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

  /**
   * Windows of {@code size} rows as batches: row j of window i is the input's {@code i * shift + j
   * * stride}. Without {@code dropRemainder} the last windows have fewer rows. Resuming reads from
   * the window's first row on.
   */
  public Dataset window(int size, int shift, int stride, boolean dropRemainder) {
    return with(Sliding.of(node(), new Windows(size, shift, stride, dropRemainder)));
  }

  /**
   * As {@link #window(int, int, int, boolean)}, but each window is a dataset, to be read any number
   * of times, and the elements are those of the datasets that the function makes of them, one after
   * the other. Windows of batches are possible too.
   */
  public Dataset window(
      int size, int shift, int stride, boolean dropRemainder, UnaryOperator<Dataset> function) {
    Windows windows = new Windows(size, shift, stride, dropRemainder);
    return with(Sliding.of(node(), windows, window -> function.apply(with(window)).node()));
  }

  /**
   * Gathers the elements of each key; each group of {@code size} elements is a dataset, to be read
   * any number of times, of which the function makes another, and the elements are those of the
   * results, one after the other. Groups that are not full come at the end, in the order of the
   * keys. Resuming reads from the first element on of the group that has been open longest: a rare
   * key reaches far back, and more than some dozens of such keys to the start of the epoch.
   */
  public <K extends Comparable<K>> Dataset groupByWindow(
      Function<Row, K> key, BiFunction<K, Dataset, Dataset> reduce, int size) {
    if (size <= 0) {
      throw new IllegalArgumentException(
          "groupByWindow: the window size must be at least 1, got " + size);
    }
    return groupByWindow(key, reduce, k -> size);
  }

  /** As {@link #groupByWindow(Function, BiFunction, int)} with a size for each key. */
  public <K extends Comparable<K>> Dataset groupByWindow(
      Function<Row, K> key, BiFunction<K, Dataset, Dataset> reduce, ToIntFunction<K> size) {
    return with(GroupByWindow.of(node(), key, (k, n) -> reduce.apply(k, with(n)).node(), size));
  }

  /**
   * Padded batches of elements of about one length: bucket i takes lengths below {@code
   * boundaries[i]}, the last one all others, and makes batches of {@code sizes[i]}. Full batches
   * come as they fill, the others at the end, shortest bucket first.
   */
  public Dataset bucketBySequenceLength(
      ToIntFunction<Row> length, int[] boundaries, int[] sizes, Padding padding) {
    return bucketBySequenceLength(length, boundaries, sizes, padding, List.of(), false);
  }

  /**
   * As {@link #bucketBySequenceLength(ToIntFunction, int[], int[], Padding)}.
   *
   * @param toBoundary components that are padded to their bucket's boundary - 1; then an element of
   *     the last bucket is an error
   * @param dropRemainder leaves out the batches that are not full at the end
   */
  public Dataset bucketBySequenceLength(
      ToIntFunction<Row> length,
      int[] boundaries,
      int[] sizes,
      Padding padding,
      List<String> toBoundary,
      boolean dropRemainder) {
    return with(
        Buckets.of(
            node(), length, boundaries.clone(), sizes.clone(), padding, toBoundary, dropRemainder));
  }

  /**
   * As {@link #mapBatches(UnaryOperator)}, the function called by several threads at a time;
   * batches keep their order, unless {@link Options#deterministic} is false.
   */
  public Dataset mapBatches(UnaryOperator<Batch> function, int parallelism) {
    return with(ParallelMap.batches(node(), function, parallelism));
  }
}

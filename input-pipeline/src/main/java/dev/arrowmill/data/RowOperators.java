package dev.arrowmill.data;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.op.Enumerate;
import dev.arrowmill.data.op.Filter;
import dev.arrowmill.data.op.FlatMap;
import dev.arrowmill.data.op.IgnoreErrors;
import dev.arrowmill.data.op.MapColumns;
import dev.arrowmill.data.op.MapRows;
import dev.arrowmill.data.op.Node;
import dev.arrowmill.data.op.ParallelMap;
import dev.arrowmill.data.op.RejectionResample;
import dev.arrowmill.data.op.Rename;
import dev.arrowmill.data.op.Scan;
import dev.arrowmill.data.op.Select;
import dev.arrowmill.data.op.TakeWhile;
import dev.arrowmill.data.op.Unique;
import dev.arrowmill.data.op.WithColumn;
import dev.arrowmill.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** The operators of {@link Dataset} that look at each element. */
abstract sealed class RowOperators permits GroupOperators {
  /** What this dataset was asked to do. */
  abstract Node node();

  /** A dataset of the same settings. */
  abstract Dataset with(Node next);

  /** These columns in this order; names may have {@code *} and {@code ?}. */
  public Dataset select(String... columns) {
    return with(Select.of(node(), false, List.of(columns)));
  }

  /** All columns but these; names may have {@code *} and {@code ?}. */
  public Dataset exclude(String... columns) {
    return with(Select.of(node(), true, List.of(columns)));
  }

  /** The rows for which the condition is true, e.g. {@code col("price").gt(0)}. */
  public Dataset filter(Condition condition) {
    return with(Filter.of(node(), condition));
  }

  /** The elements for which the predicate is true; of a batch, the row shows tensors only. */
  public Dataset filter(Predicate<Row> predicate) {
    return with(Filter.of(node(), predicate));
  }

  /**
   * A function of some rows at a time, called once per row and epoch; how many rows it gets is not
   * defined. It returns as many rows, and may return columns of its argument.
   */
  public Dataset map(UnaryOperator<Columns> function) {
    return with(MapColumns.of(node(), function));
  }

  /**
   * A function of each row, called once per row and epoch, in order. When it throws, the iterator
   * throws after giving the rows before, and goes on with the row after.
   *
   * @param result the columns that the function sets
   */
  public Dataset map(ColumnSchema result, BiConsumer<Row, RowWriter> function) {
    return with(MapRows.of(node(), result, function));
  }

  /**
   * The columns and one more, or one replaced: {@code withColumn("logPrice",
   * col("price").log1p())}.
   *
   * @throws IllegalArgumentException if the expression does not fit the columns, as far as they are
   *     known
   */
  public Dataset withColumn(String name, Expr expression) {
    return with(WithColumn.of(node(), name, expression));
  }

  /** A column or component under another name. */
  public Dataset rename(String from, String to) {
    return with(Rename.of(node(), from, to));
  }

  /** The elements before the first for which the condition is not true. */
  public Dataset takeWhile(Condition condition) {
    return with(TakeWhile.of(node(), condition));
  }

  /** The elements before the first for which the predicate is false; it sees none after that. */
  public Dataset takeWhile(Predicate<Row> predicate) {
    return with(TakeWhile.of(node(), predicate));
  }

  /** The number of each element, from {@code start} on, in a column {@code index} in front. */
  public Dataset enumerate(long start) {
    return with(Enumerate.of(node(), start));
  }

  /** {@link #enumerate(long)} from 0 on. */
  public Dataset enumerate() {
    return enumerate(0);
  }

  /**
   * The elements of the dataset that the function makes of each element, one dataset after the
   * other; of a batch, the row shows tensors only. Errors surface in their place, and the next
   * element follows.
   */
  public Dataset flatMap(Function<Row, Dataset> function) {
    return with(FlatMap.of(node(), row -> function.apply(row).node()));
  }

  /**
   * A function of a state and each row, called in order, that fills a row and returns the next
   * state. The state's values are Long, Double, Boolean or String and belong to the iterator's
   * state, so keep them few. A row that fails leaves the state as it was.
   *
   * @param initial the state before the first row of each epoch
   * @param result the columns that the function sets
   */
  public Dataset scan(Map<String, Object> initial, ColumnSchema result, Scan.Step step) {
    return with(Scan.of(node(), initial, result, step));
  }

  /**
   * Each element once, where it comes first. Keeps all distinct elements of an epoch on the heap;
   * resuming reads the epoch again from its start.
   */
  public Dataset unique() {
    return with(Unique.of(node()));
  }

  /**
   * The elements without those that fail: an exception of a function before this takes its element
   * with it, a damaged file the rows that cannot be read. {@link PipelineStats} counts them. Rows
   * are copied to the heap here, so that damage shows in this place.
   */
  public Dataset ignoreErrors() {
    return with(IgnoreErrors.of(node(), false, null));
  }

  /**
   * As {@link #ignoreErrors()}, with a warning per failure.
   *
   * @param deadLetters a file to which a line of JSON is added per failure: which element of the
   *     stream, how many elements, error, message, operator, file and row as far as known
   */
  public Dataset ignoreErrors(boolean logWarning, Path deadLetters) {
    return with(IgnoreErrors.of(node(), logWarning, deadLetters));
  }

  /**
   * Leaves out elements at random so that their classes have the target distribution.
   *
   * @param classOf the class of a row, from 0 on
   * @param target the wanted share of each class; shares are scaled to a sum of 1
   * @param initial the shares that the elements have
   */
  public Dataset rejectionResample(ToIntFunction<Row> classOf, double[] target, double[] initial) {
    return with(
        RejectionResample.of(node(), classOf, target, initial.clone(), OptionalLong.empty()));
  }

  /** As with an initial distribution, which is estimated from the elements so far. */
  public Dataset rejectionResample(ToIntFunction<Row> classOf, double[] target) {
    return with(RejectionResample.of(node(), classOf, target, null, OptionalLong.empty()));
  }

  /**
   * As {@link #map(ColumnSchema, BiConsumer)}, the function called by several threads at a time.
   * Rows keep their order, unless {@link Options#deterministic} is false: then what is ready comes
   * first.
   *
   * @param parallelism how many calls at a time; 0 for the caller's thread, {@link Dataset#AUTO}
   *     for as many as there are threads
   */
  public Dataset map(ColumnSchema result, BiConsumer<Row, RowWriter> function, int parallelism) {
    return with(ParallelMap.rows(node(), result, function, parallelism));
  }

  /**
   * A function of each element, read by {@link Row#tensor} or as a row, that gives the tensors of
   * another. When it throws, the iterator throws in that place, and goes on with the next element.
   */
  public Dataset mapTensors(Function<Row, Map<String, Tensor>> function) {
    return mapTensors(function, 0);
  }

  /** As {@link #mapTensors(Function)}, the function called by several threads at a time. */
  public Dataset mapTensors(Function<Row, Map<String, Tensor>> function, int parallelism) {
    return with(ParallelMap.tensors(node(), function, parallelism));
  }
}

package dev.arrowmill.data;

import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.data.op.Filter;
import dev.arrowmill.data.op.MapColumns;
import dev.arrowmill.data.op.MapRows;
import dev.arrowmill.data.op.Node;
import dev.arrowmill.data.op.Select;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
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

  /** The rows for which the predicate is true. */
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
}

package dev.arrowmill.data;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One element of a dataset before it is batched, read by column name. It is a cursor over a batch:
 * the same object shows the next row afterwards. Not thread-safe.
 */
public final class Row {
  private final Columns columns;
  private final Map<String, Column> byName = new HashMap<>();
  private final Tensors tensors;
  private int row;

  /** A cursor at the first row. */
  public Row(Columns columns) {
    this(
        columns,
        (row, name) -> {
          throw new IllegalStateException("row: no tensor " + name + "; read it as a column");
        });
  }

  /** Internal: a cursor over elements that are, or can be made, tensors. */
  public Row(Columns columns, Tensors tensors) {
    this.columns = columns;
    this.tensors = tensors;
  }

  /** The tensors of elements, by number and name. */
  public interface Tensors {
    Tensor get(int row, String name);
  }

  /**
   * A component of this element as a tensor: of a batch, with its first size; of a row, one value.
   *
   * @throws IllegalArgumentException if there is none of that name, or it is text
   */
  public Tensor tensor(String name) {
    return tensors.get(row, name);
  }

  /** Moves to a row and returns this. */
  public Row at(int newRow) {
    row = newRow;
    return this;
  }

  private Column column(String name) {
    return byName.computeIfAbsent(name, columns::column);
  }

  public boolean isNull(String column) {
    return column(column).isNull(row);
  }

  /** The value of a number; NaN where null. */
  public double getDouble(String column) {
    Column c = column(column);
    return c.isNull(row) ? Double.NaN : c.getDouble(row);
  }

  /**
   * The value of an integral column.
   *
   * @throws IllegalStateException if it is null; ask {@link #isNull} first
   */
  public long getLong(String column) {
    Column c = column(column);
    requireValue(c);
    return c.getLong(row);
  }

  public boolean getBoolean(String column) {
    return getLong(column) != 0;
  }

  /**
   * The value of a text column.
   *
   * @throws IllegalStateException if it is null; ask {@link #isNull} first
   */
  public String getString(String column) {
    Column c = column(column);
    requireValue(c);
    return c.getString(row);
  }

  /** The number of elements of a list; 0 where null. */
  public int length(String column) {
    Column c = column(column);
    return c.isNull(row) ? 0 : c.listEnd(row) - c.listStart(row);
  }

  /** The value as Long, Double, Boolean, String, or a list of these; null where it is null. */
  public @Nullable Object get(String column) {
    return Cell.get(column(column), row);
  }

  /** The names of the columns. */
  public List<String> names() {
    return columns.schema().names();
  }

  private void requireValue(Column c) {
    if (c.isNull(row)) {
      throw new IllegalStateException("row: column " + c.name() + " is null; ask isNull first");
    }
  }
}

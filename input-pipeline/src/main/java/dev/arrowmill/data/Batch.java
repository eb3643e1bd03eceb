package dev.arrowmill.data;

import dev.arrowmill.data.op.Store;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some rows as tensors. They share the memory of the batch, and batches may share it with each
 * other and with the dataset's own tensors, so treat them as read-only. Thread-safe while they are.
 *
 * <p>From a table, each column is a component of shape {@code [rows]}: float32 for real numbers and
 * booleans, int64 for integers, dates and timestamps, {@link #strings} for text, {@link #ragged}
 * for lists. Null is NaN, or {@link #NULL} in an int64, or {@link #NULL_INT} in an int32. Columns
 * joined by {@link Dataset#pack} are one component {@code [rows, columns]}.
 */
public final class Batch {
  /** What an int64 component holds where the column was null. */
  public static final long NULL = Long.MIN_VALUE;

  /** What an int32 component holds where the column was null. */
  public static final int NULL_INT = Integer.MIN_VALUE;

  private final Store store;
  private final int first;
  private final int rows;
  private final String label;

  /** Internal: rows of a store. */
  public Batch(Store store, int first, int rows, String label) {
    this.store = store;
    this.first = first;
    this.rows = rows;
    this.label = label;
  }

  /**
   * A batch of tensors, for functions that map batches. All have the same first size; {@link #x} is
   * the one named x, {@link #y} the one named y.
   */
  public static Batch of(Map<String, Tensor> tensors) {
    Store store = Store.of(tensors);
    return new Batch(store, 0, store.rows(), "y");
  }

  public int rows() {
    return rows;
  }

  /** Bytes of the components, text and lists estimated. */
  public long bytes() {
    return store.bytesPerRow() * rows;
  }

  /** Internal: the name of the label. */
  public String labelName() {
    return label;
  }

  /** Internal: where the rows lie. */
  public Store store() {
    return store;
  }

  /** Internal: the first of {@link #store}'s rows that is in this batch. */
  public int first() {
    return first;
  }

  /** The names of all components. */
  public List<String> names() {
    return store.names();
  }

  /** The columns that {@link #x} joins, in order; empty when the elements are tensors. */
  public List<String> features() {
    return store.features();
  }

  /**
   * A component, first size {@link #rows}.
   *
   * @throws IllegalArgumentException if there is none of that name, or it is text
   */
  public Tensor tensor(String name) {
    return store.tensor(name, first, rows);
  }

  /**
   * A column of lists.
   *
   * @throws IllegalArgumentException if there is none of that name, or it holds no lists
   */
  public Ragged ragged(String name) {
    return store.ragged(name, first, rows);
  }

  /**
   * A text column, or text that was padded, row after row; null where the column was null.
   *
   * @throws IllegalArgumentException if there is none of that name, or it is no text
   */
  public @Nullable String[] strings(String name) {
    return store.strings(name, first, rows);
  }

  /**
   * The features: the component named x; from a table, all columns but the label and text as
   * float32 of shape {@code [rows, columns]}, in the order of {@link #features}.
   */
  public Tensor x() {
    return store.isTable() ? store.x(first, rows) : tensor("x");
  }

  /**
   * The label: the component named by {@link Dataset#label}, or else y; from a table always float32
   * of shape {@code [rows]}.
   *
   * @throws IllegalArgumentException if there is no such column, or it is text
   */
  public Tensor y() {
    String name = store.has(label) ? label : "y";
    if (!store.has(name)) {
      throw new IllegalArgumentException(
          "batch: no label column " + label + " in " + names() + "; name it with label(...)");
    }
    Tensor t = tensor(name);
    return store.isTable() && t.dtype() == DType.INT64 ? toFloats(t.contiguous()) : t;
  }

  private static Tensor toFloats(Tensor t) {
    float[] out = new float[t.numel()];
    for (int i = 0; i < out.length; i++) {
      out[i] = Store.toFloat(t.longs()[t.offset() + i]);
    }
    return Tensor.of(out);
  }

  @Override
  public String toString() {
    return "Batch of " + rows + " rows: " + names();
  }
}

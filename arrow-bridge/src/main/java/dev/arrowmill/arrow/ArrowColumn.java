package dev.arrowmill.arrow;

import java.util.Objects;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;

/**
 * An Arrow vector as a column. Reads go straight to the vector's memory after one check that the
 * batch is open and the row exists: a wrong row is an exception, never a crash.
 */
abstract class ArrowColumn implements Column {
  /** Says whether the memory is still there. */
  interface Owner {
    void checkOpen();
  }

  private final ColumnField field;
  private final Owner owner;
  private final int rows;
  private final long validity;
  private final boolean hasNulls;

  ArrowColumn(Owner owner, FieldVector vector, ColumnType type) {
    this.owner = owner;
    this.field = new ColumnField(vector.getName(), type);
    this.rows = vector.getValueCount();
    this.hasNulls = vector.getNullCount() > 0;
    this.validity = hasNulls ? vector.getValidityBuffer().memoryAddress() : 0;
  }

  final ColumnField field() {
    return field;
  }

  @Override
  public final String name() {
    return field.name();
  }

  @Override
  public final ColumnType type() {
    return field.type();
  }

  @Override
  public final int rows() {
    return rows;
  }

  @Override
  public final boolean isNull(int row) {
    return hasNulls && nullAt(check(row));
  }

  private boolean nullAt(int row) {
    return (MemoryUtil.getByte(validity + (row >> 3)) >> (row & 7) & 1) == 0;
  }

  final int check(int row) {
    owner.checkOpen();
    return Objects.checkIndex(row, rows);
  }

  @Override
  public long getLong(int row) {
    throw misread("getLong");
  }

  @Override
  public double getDouble(int row) {
    return getLong(row);
  }

  @Override
  public String getString(int row) {
    throw misread("getString");
  }

  /** Reads rows that exist, nulls included, as some double. */
  void readDoubles(int start, int count, double[] out, int offset) {
    throw misread("copyDoubles");
  }

  /** Reads rows that exist, nulls included, as some long. */
  void readLongs(int start, int count, long[] out, int offset) {
    throw misread("copyLongs");
  }

  @Override
  public final void copyDoubles(int start, int count, double[] out, int offset) {
    owner.checkOpen();
    Objects.checkFromIndexSize(start, count, rows);
    Objects.checkFromIndexSize(offset, count, out.length);
    readDoubles(start, count, out, offset);
    if (hasNulls) {
      for (int i = 0; i < count; i++) {
        if (nullAt(start + i)) {
          out[offset + i] = Double.NaN;
        }
      }
    }
  }

  @Override
  public final void copyLongs(int start, int count, long[] out, int offset, long ifNull) {
    owner.checkOpen();
    Objects.checkFromIndexSize(start, count, rows);
    Objects.checkFromIndexSize(offset, count, out.length);
    readLongs(start, count, out, offset);
    if (hasNulls) {
      for (int i = 0; i < count; i++) {
        if (nullAt(start + i)) {
          out[offset + i] = ifNull;
        }
      }
    }
  }

  private IllegalStateException misread(String method) {
    return new IllegalStateException(
        "column " + field.name() + ": " + method + " on a " + field.type() + " column");
  }
}

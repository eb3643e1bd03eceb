package dev.arrowmill.arrow;

import java.util.Objects;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * An Arrow vector as a column. Reads go straight to the vector's memory after one check that the
 * batch is open and the row exists: a wrong row is an exception, never a crash.
 */
abstract class ArrowColumn implements Column {
  /** Says whether the memory is still there. */
  interface Owner {
    void checkOpen();
  }

  private final Owner owner;
  private final int rows;
  private final @Nullable Validity validity;
  private ColumnField field;

  ArrowColumn(Owner owner, FieldVector vector, ColumnType type) {
    this.owner = owner;
    this.field = new ColumnField(vector.getName(), type);
    this.rows = vector.getValueCount();
    this.validity =
        vector.getNullCount() > 0 ? new Validity(vector.getValidityBuffer().memoryAddress()) : null;
  }

  /** This column, not yet seen by anybody else, as the elements of a list column. */
  final ArrowColumn elementsOf(ColumnField list) {
    field = new ColumnField(list.name(), list.type().element());
    return this;
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
  public boolean isNull(int row) {
    return validity != null && validity.isNull(check(row));
  }

  final int check(int row) {
    owner.checkOpen();
    return Objects.checkIndex(row, rows);
  }

  final void check(int start, int count) {
    owner.checkOpen();
    Objects.checkFromIndexSize(start, count, rows);
  }

  /** The first null row from {@code row} on and below {@code end}, else {@code end}. */
  int nextNull(int row, int end) {
    return validity == null ? end : validity.nextNull(row, end);
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

  /** Writes rows that exist, nulls as anything; false if the column has no loop of its own. */
  boolean writeFloats(int start, int count, int @Nullable [] places, int at, MatrixColumn to) {
    return false;
  }

  /** As {@link #writeFloats}; a value that is not null and fits no int is an error. */
  boolean writeInts(int start, int count, int @Nullable [] places, int at, MatrixColumn to) {
    return false;
  }

  /** As {@link #writeFloats}. */
  boolean writeLongs(int start, int count, int @Nullable [] places, int at, MatrixColumn to) {
    return false;
  }

  @Override
  public final void copyDoubles(int start, int count, double[] out, int offset) {
    check(start, count);
    Objects.checkFromIndexSize(offset, count, out.length);
    readDoubles(start, count, out, offset);
    int end = start + count;
    for (int r = nextNull(start, end); r < end; r = nextNull(r + 1, end)) {
      out[offset + r - start] = Double.NaN;
    }
  }

  @Override
  public final void copyLongs(int start, int count, long[] out, int offset, long ifNull) {
    check(start, count);
    Objects.checkFromIndexSize(offset, count, out.length);
    readLongs(start, count, out, offset);
    int end = start + count;
    for (int r = nextNull(start, end); r < end; r = nextNull(r + 1, end)) {
      out[offset + r - start] = ifNull;
    }
  }

  @Override
  public final void scatterFloats(
      int start, int count, int @Nullable [] places, int at, MatrixColumn to, float ifNull) {
    check(start, count);
    if (!writeFloats(start, count, places, at, to)) {
      Scatter.floats(this, start, count, places, at, to, ifNull);
      return;
    }
    float[] out = to.floats();
    int end = start + count;
    for (int r = nextNull(start, end); r < end; r = nextNull(r + 1, end)) {
      int place = places == null ? at + r - start : places[at + r - start];
      if (place >= 0) {
        out[place * to.width() + to.column()] = ifNull;
      }
    }
  }

  @Override
  public final void scatterInts(
      int start, int count, int @Nullable [] places, int at, MatrixColumn to, int ifNull) {
    check(start, count);
    if (!writeInts(start, count, places, at, to)) {
      Scatter.ints(this, start, count, places, at, to, ifNull);
      return;
    }
    int[] out = to.ints();
    int end = start + count;
    for (int r = nextNull(start, end); r < end; r = nextNull(r + 1, end)) {
      int place = places == null ? at + r - start : places[at + r - start];
      if (place >= 0) {
        out[place * to.width() + to.column()] = ifNull;
      }
    }
  }

  @Override
  public final void scatterLongs(
      int start, int count, int @Nullable [] places, int at, MatrixColumn to, long ifNull) {
    check(start, count);
    if (!writeLongs(start, count, places, at, to)) {
      Scatter.longs(this, start, count, places, at, to, ifNull);
      return;
    }
    long[] out = to.longs();
    int end = start + count;
    for (int r = nextNull(start, end); r < end; r = nextNull(r + 1, end)) {
      int place = places == null ? at + r - start : places[at + r - start];
      if (place >= 0) {
        out[place * to.width() + to.column()] = ifNull;
      }
    }
  }

  final IllegalStateException misread(String method) {
    return new IllegalStateException(
        "column " + field.name() + ": " + method + " on a " + field.type() + " column");
  }
}

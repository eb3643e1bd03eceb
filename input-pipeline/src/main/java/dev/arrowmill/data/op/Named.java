package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.MatrixColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column under another name. */
record Named(String name, Column from) implements Column {
  @Override
  public ColumnType type() {
    return from.type();
  }

  @Override
  public int rows() {
    return from.rows();
  }

  @Override
  public boolean isNull(int row) {
    return from.isNull(row);
  }

  @Override
  public long getLong(int row) {
    return from.getLong(row);
  }

  @Override
  public double getDouble(int row) {
    return from.getDouble(row);
  }

  @Override
  public String getString(int row) {
    return from.getString(row);
  }

  @Override
  public void copyDoubles(int start, int count, double[] out, int offset) {
    from.copyDoubles(start, count, out, offset);
  }

  @Override
  public void copyLongs(int start, int count, long[] out, int offset, long ifNull) {
    from.copyLongs(start, count, out, offset, ifNull);
  }

  @Override
  public Column elements() {
    return from.elements();
  }

  @Override
  public int listStart(int row) {
    return from.listStart(row);
  }

  @Override
  public int listEnd(int row) {
    return from.listEnd(row);
  }

  @Override
  public @Nullable List<String> dictionary() {
    return from.dictionary();
  }

  @Override
  public void copyCodes(int start, int count, int[] out, int offset) {
    from.copyCodes(start, count, out, offset);
  }

  @Override
  public void scatterFloats(
      int start, int count, int @Nullable [] places, int at, MatrixColumn to, float ifNull) {
    from.scatterFloats(start, count, places, at, to, ifNull);
  }

  @Override
  public void scatterInts(
      int start, int count, int @Nullable [] places, int at, MatrixColumn to, int ifNull) {
    from.scatterInts(start, count, places, at, to, ifNull);
  }

  @Override
  public void scatterLongs(
      int start, int count, int @Nullable [] places, int at, MatrixColumn to, long ifNull) {
    from.scatterLongs(start, count, places, at, to, ifNull);
  }
}

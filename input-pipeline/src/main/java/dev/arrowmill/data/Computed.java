package dev.arrowmill.data;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import org.jspecify.annotations.Nullable;

/** A column of values made from others, on the heap. Immutable once it is filled. */
final class Computed implements Column {
  private final String name;
  private final ColumnType type;
  private final boolean[] nulls;
  final long[] longs;
  final double[] doubles;
  final @Nullable String[] texts;

  /** No value is null until {@link #setNull} says so. */
  Computed(String name, ColumnType type, int rows) {
    this.name = name;
    this.type = type;
    this.nulls = new boolean[rows];
    this.longs = new long[type.isIntegral() ? rows : 0];
    this.doubles = new double[type == ColumnType.DOUBLE ? rows : 0];
    this.texts = new @Nullable String[type == ColumnType.STRING ? rows : 0];
  }

  void setNull(int row) {
    nulls[row] = true;
  }

  /** Copies one value of a column of the same kind, null included. */
  void set(int row, Column from, int at) {
    if (from.isNull(at)) {
      nulls[row] = true;
    } else if (type == ColumnType.DOUBLE) {
      doubles[row] = from.getDouble(at);
    } else if (type == ColumnType.STRING) {
      texts[row] = from.getString(at);
    } else {
      longs[row] = from.getLong(at);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnType type() {
    return type;
  }

  @Override
  public int rows() {
    return nulls.length;
  }

  @Override
  public boolean isNull(int row) {
    return nulls[row];
  }

  @Override
  public long getLong(int row) {
    return longs[row];
  }

  @Override
  public double getDouble(int row) {
    return type == ColumnType.DOUBLE ? doubles[row] : longs[row];
  }

  @Override
  public String getString(int row) {
    String s = texts[row];
    return s == null ? "" : s;
  }
}

package dev.arrowmill.arrow;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Columns to rows: writes some columns of a batch into a row-major matrix, optionally each row at a
 * place of its own, so that shuffling and transposing cost one pass.
 *
 * <p>Works on any {@link Columns} with the same result. Integers, dates and timestamps go through a
 * double on their way to a float. Immutable and thread-safe.
 */
public final class Pack {
  /*
   * Columns are read in sequence, a run of rows at a time, into a tile of rows that stays in the
   * nearest cache until the last column has been written; then its rows go to their places as a
   * whole. Gathering rows from columns, or scattering cells of columns, touches one cache line per
   * cell instead.
   */
  private static final int TILE = 6_144;
  private static final int LEAST_RUN = 64;
  private static final int MOST_RUN = 1_024;

  private final String[] names;
  private final int width;
  private final float fill;
  private final long longFill;
  private final boolean hasLongFill;

  private Pack(String[] names, float fill, long longFill, boolean hasLongFill) {
    this.names = names;
    this.width = names.length;
    this.fill = fill;
    this.longFill = longFill;
    this.hasLongFill = hasLongFill;
  }

  /** Packs these columns in this order; null becomes NaN. */
  public static Pack of(List<String> columns) {
    return new Pack(columns.toArray(new String[0]), Float.NaN, 0, false);
  }

  public static Pack of(String... columns) {
    return of(List.of(columns));
  }

  /** The same columns with another value for null in {@link #floats}. */
  public Pack fill(float value) {
    return new Pack(names, value, longFill, hasLongFill);
  }

  /** The same columns with a value for null in {@link #ints} and {@link #longs}. */
  public Pack longFill(long value) {
    return new Pack(names, fill, value, true);
  }

  /** Number of columns, the length of a row. */
  public int width() {
    return width;
  }

  /** All rows of a batch as a new array of {@code rows * width} values. */
  public float[] floats(Columns from) {
    float[] out = new float[Math.multiplyExact(from.rows(), width)];
    floats(from, 0, from.rows(), null, 0, out);
    return out;
  }

  /**
   * Writes rows {@code start} to {@code start + count}.
   *
   * @param places the row of {@code out} for each row read, -1 to leave it out; null for one after
   *     the other
   * @param at where in {@code places} the first row's place is; without places, the first row of
   *     {@code out}
   * @param out row-major matrix of {@link #width()} columns
   * @throws IllegalArgumentException if a column is missing or is text
   */
  public void floats(
      Columns from, int start, int count, int @Nullable [] places, int at, float[] out) {
    Column[] columns = columns(from, start, count);
    Scattering read =
        (column, first, n, row, to) -> column.scatterFloats(first, n, null, row, to, fill);
    forEachRun(columns, start, count, places, at, out, read);
  }

  /** All rows of a batch as a new array of {@code rows * width} values. */
  public int[] ints(Columns from) {
    int[] out = new int[Math.multiplyExact(from.rows(), width)];
    ints(from, 0, from.rows(), null, 0, out);
    return out;
  }

  /**
   * As {@link #floats(Columns, int, int, int[], int, float[])} for integral columns.
   *
   * @throws IllegalArgumentException if a column is missing or not integral, if a value does not
   *     fit an int, or is null and there is no {@link #longFill}
   */
  public void ints(Columns from, int start, int count, int @Nullable [] places, int at, int[] out) {
    Scattering read =
        (column, first, n, row, to) -> column.scatterInts(first, n, null, row, to, (int) longFill);
    forEachRun(integral(from, start, count), start, count, places, at, out, read);
  }

  /** As {@link #ints(Columns, int, int, int[], int, int[])} without the limit of an int. */
  public void longs(
      Columns from, int start, int count, int @Nullable [] places, int at, long[] out) {
    Scattering read =
        (column, first, n, row, to) -> column.scatterLongs(first, n, null, row, to, longFill);
    forEachRun(integral(from, start, count), start, count, places, at, out, read);
  }

  /** Reads rows of one column into a matrix, from its row {@code row} on. */
  private interface Scattering {
    void read(Column column, int first, int count, int row, MatrixColumn to);
  }

  private void forEachRun(
      Column[] columns,
      int start,
      int count,
      int @Nullable [] places,
      int at,
      Object out,
      Scattering read) {
    int run = Math.max(LEAST_RUN, Math.min(MOST_RUN, TILE / Math.max(1, width)));
    boolean direct = places == null;
    Object tile = direct ? out : Array.newInstance(out.getClass().getComponentType(), run * width);
    MatrixColumn[] targets = new MatrixColumn[width];
    for (int c = 0; c < width; c++) {
      targets[c] = new MatrixColumn(tile, width, c);
    }
    for (int done = 0; done < count; done += run) {
      int n = Math.min(run, count - done);
      for (int c = 0; c < width; c++) {
        read.read(columns[c], start + done, n, direct ? at + done : 0, targets[c]);
      }
      if (places != null) {
        RowCopy.copy(tile, 0, null, 0, n, width, out, places, at + done);
      }
    }
  }

  private Column[] integral(Columns from, int start, int count) {
    Column[] columns = columns(from, start, count);
    for (Column column : columns) {
      requireIntegral(column);
      if (!hasLongFill) {
        requireNoNull(column, start, count);
      }
    }
    return columns;
  }

  private static void requireIntegral(Column column) {
    if (!column.type().isIntegral()) {
      throw new IllegalArgumentException(
          "pack: column " + column.name() + " is " + column.type() + ", not integral");
    }
  }

  private static void requireNoNull(Column column, int start, int n) {
    for (int i = start; i < start + n; i++) {
      if (column.isNull(i)) {
        throw new IllegalArgumentException(
            "pack: column " + column.name() + ", row " + i + " is null; give longFill");
      }
    }
  }

  private Column[] columns(Columns from, int start, int count) {
    Objects.checkFromIndexSize(start, count, from.rows());
    Column[] columns = new Column[width];
    for (int c = 0; c < width; c++) {
      columns[c] = from.column(names[c]);
      if (columns[c].type() == ColumnType.STRING || columns[c].type().isList()) {
        throw new IllegalArgumentException(
            "pack: column "
                + names[c]
                + " is "
                + columns[c].type()
                + "; encode it first, or exclude it");
      }
    }
    return columns;
  }
}

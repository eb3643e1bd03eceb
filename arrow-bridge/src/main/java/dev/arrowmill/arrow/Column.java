package dev.arrowmill.arrow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One typed column of a batch, read by row number.
 *
 * <p>Implementations borrow their memory from a batch and are valid only while that batch is. They
 * are not thread-safe unless they say so; reading one from several threads without writing is safe.
 */
public interface Column {

  String name();

  ColumnType type();

  /** Number of rows. */
  int rows();

  boolean isNull(int row);

  /**
   * The value of a {@link ColumnType#isIntegral() integral} column: 0 or 1 for booleans, days for
   * dates, microseconds for timestamps. Undefined where {@link #isNull}.
   */
  long getLong(int row);

  /**
   * The value of a DOUBLE column, or of an integral one widened. Undefined where {@link #isNull}.
   */
  double getDouble(int row);

  /** The value of a STRING column. Undefined where {@link #isNull}. */
  String getString(int row);

  /**
   * Writes {@code count} values from {@code start} on to {@code out[offset...]}; null becomes NaN.
   * Implementations override this with a loop over their own memory.
   */
  default void copyDoubles(int start, int count, double[] out, int offset) {
    for (int i = 0; i < count; i++) {
      int row = start + i;
      out[offset + i] = isNull(row) ? Double.NaN : getDouble(row);
    }
  }

  /**
   * Writes {@code count} values of an integral column from {@code start} on to {@code
   * out[offset...]}; null becomes {@code ifNull}. Implementations override this with a loop over
   * their own memory.
   */
  default void copyLongs(int start, int count, long[] out, int offset, long ifNull) {
    for (int i = 0; i < count; i++) {
      int row = start + i;
      out[offset + i] = isNull(row) ? ifNull : getLong(row);
    }
  }

  /**
   * The elements of all lists of a list column, one after the other. Those of a row are {@link
   * #listStart} to {@link #listEnd}; an element may be null.
   *
   * @throws IllegalStateException if this is no list column
   */
  default Column elements() {
    throw new IllegalStateException("column " + name() + ": elements of a " + type() + " column");
  }

  /** Where a row's list begins in {@link #elements}; undefined where {@link #isNull}. */
  default int listStart(int row) {
    throw new IllegalStateException("column " + name() + ": listStart of a " + type() + " column");
  }

  /** Where a row's list ends in {@link #elements}, exclusive; undefined where {@link #isNull}. */
  default int listEnd(int row) {
    throw new IllegalStateException("column " + name() + ": listEnd of a " + type() + " column");
  }

  /**
   * The distinct texts of a STRING column that is stored as codes; null where it is not. Valid as
   * long as the column; the same object means the same texts.
   */
  default @Nullable List<String> dictionary() {
    return null;
  }

  /**
   * Writes the codes of {@code count} rows of a column with a {@link #dictionary} from {@code
   * start} on to {@code out[offset...]}; null becomes -1.
   */
  default void copyCodes(int start, int count, int[] out, int offset) {
    throw new IllegalStateException("column " + name() + " has no dictionary");
  }

  /**
   * Writes rows into one column of a row-major matrix of floats; null becomes {@code ifNull}.
   * Implementations that can write without an intermediate copy override this and the two like it.
   *
   * @param places the row of the matrix for each row read, -1 to leave it out; null for one after
   *     the other
   * @param at where in {@code places} the first row's place is; without places, the first row of
   *     the matrix
   */
  default void scatterFloats(
      int start, int count, int @Nullable [] places, int at, MatrixColumn to, float ifNull) {
    Scatter.floats(this, start, count, places, at, to, ifNull);
  }

  /**
   * As {@link #scatterFloats} for an integral column into ints.
   *
   * @throws IllegalArgumentException if a value does not fit an int
   */
  default void scatterInts(
      int start, int count, int @Nullable [] places, int at, MatrixColumn to, int ifNull) {
    Scatter.ints(this, start, count, places, at, to, ifNull);
  }

  /** As {@link #scatterFloats} for an integral column into longs. */
  default void scatterLongs(
      int start, int count, int @Nullable [] places, int at, MatrixColumn to, long ifNull) {
    Scatter.longs(this, start, count, places, at, to, ifNull);
  }
}

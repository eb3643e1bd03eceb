package dev.arrowmill.arrow;

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
}

package dev.arrowmill.arrow;

/**
 * A column whose type has no {@link ColumnType}: binary, struct, map and interval types, lists of
 * lists. The message names the source, the column, its type and the way out, which is to exclude
 * the column.
 */
public final class UnsupportedColumnException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String column;
  private final String columnType;

  /**
   * @param source the file or table, e.g. {@code part-0.parquet}
   * @param column the column's name
   * @param columnType the type in the words of the source, e.g. {@code struct<a:int>}
   */
  public UnsupportedColumnException(String source, String column, String columnType) {
    super(
        source
            + ": column "
            + column
            + " has type "
            + columnType
            + ", which is neither a number, boolean, string, date nor timestamp, nor a list of"
            + " these; exclude it");
    this.column = column;
    this.columnType = columnType;
  }

  public String column() {
    return column;
  }

  public String columnType() {
    return columnType;
  }
}

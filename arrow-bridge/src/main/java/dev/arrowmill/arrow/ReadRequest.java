package dev.arrowmill.arrow;

import java.util.List;

/**
 * What is to be read of a source.
 *
 * @param columns the columns, in this order
 * @param splits the splits, in this order
 * @param firstRow where to begin in the first split, from 0
 * @param where rows that certainly fail one of these may be left out, never others; the reader need
 *     not leave any out
 * @param batchRows the most rows of a batch, at least 1
 */
public record ReadRequest(
    List<String> columns,
    List<Split> splits,
    long firstRow,
    List<ColumnRange> where,
    int batchRows) {
  public ReadRequest {
    columns = List.copyOf(columns);
    splits = List.copyOf(splits);
    where = List.copyOf(where);
    if (firstRow < 0 || batchRows < 1) {
      throw new IllegalArgumentException(
          "read: firstRow must be at least 0 and batchRows at least 1, got "
              + firstRow
              + " and "
              + batchRows);
    }
  }

  /** All rows of some splits. */
  public static ReadRequest of(List<String> columns, List<Split> splits) {
    return new ReadRequest(columns, splits, 0, List.of(), BatchSource.BATCH_ROWS);
  }
}

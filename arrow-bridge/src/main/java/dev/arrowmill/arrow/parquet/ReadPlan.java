package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.BatchSource;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnRange;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.SkippedRows;
import dev.arrowmill.arrow.file.InputFile;
import java.util.List;

/**
 * What a reader is to read of one file.
 *
 * @param footer the file's footer as it was when the file was listed
 * @param rowGroups numbers of row groups, ascending
 * @param firstRow where to begin in the first of them
 * @param schema the columns, in this order
 * @param where rows that certainly fail one of these may be left out
 * @param batchRows the most rows of a batch
 */
public record ReadPlan(
    InputFile file,
    ParquetFooter footer,
    List<Integer> rowGroups,
    long firstRow,
    ColumnSchema schema,
    List<ColumnRange> where,
    int batchRows) {
  /** All rows of some row groups. */
  public static ReadPlan of(
      InputFile file, ParquetFooter footer, List<Integer> rowGroups, ColumnSchema schema) {
    return new ReadPlan(file, footer, rowGroups, 0, schema, List.of(), BatchSource.BATCH_ROWS);
  }

  /** Numbers the rows of a reader's batches and leaves out those before {@link #firstRow}. */
  public static ColumnBatches cut(ColumnBatches from, ReadPlan plan) {
    return SkippedRows.of(new NumberedBatches(from, plan), plan.firstRow());
  }
}

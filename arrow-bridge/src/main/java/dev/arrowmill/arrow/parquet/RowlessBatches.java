package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.OwnedColumns;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;

/** Batches without columns that only count rows: where nothing of a file itself is wanted. */
final class RowlessBatches implements ColumnBatches {
  private final ReadPlan plan;
  private final Deque<Integer> groups;
  private long row;

  RowlessBatches(ReadPlan plan) {
    this.plan = plan;
    this.groups = new ArrayDeque<>(plan.rowGroups());
    this.row = plan.firstRow();
  }

  @Override
  public boolean hasNext() {
    while (!groups.isEmpty() && row >= rows(groups.getFirst())) {
      groups.removeFirst();
      row = 0;
    }
    return !groups.isEmpty();
  }

  private long rows(int group) {
    return plan.footer().rowGroups().get(group);
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext()) {
      throw new NoSuchElementException(plan.file().path());
    }
    long first = row;
    row = Math.min(rows(groups.getFirst()), row + plan.batchRows());
    return new Rows(plan.file().path(), first, (int) (row - first));
  }

  @Override
  public void close() {
    groups.clear();
  }

  private record Rows(String source, long firstRow, int rows) implements OwnedColumns {
    @Override
    public ColumnSchema schema() {
      return ColumnSchema.of();
    }

    @Override
    public Column column(int i) {
      throw new IndexOutOfBoundsException("column " + i + " of none");
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public void close() {}
  }
}

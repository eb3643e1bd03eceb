package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.ColumnBatch;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.OwnedColumns;
import java.util.ArrayDeque;
import java.util.Deque;

/** Batches of a reader that knows no row numbers, with their numbers within their row group. */
final class NumberedBatches implements ColumnBatches {
  private final ColumnBatches from;
  private final Deque<Long> groups = new ArrayDeque<>();
  private long row;

  NumberedBatches(ColumnBatches from, ReadPlan plan) {
    this.from = from;
    plan.rowGroups().forEach(g -> groups.add(plan.footer().rowGroups().get(g)));
  }

  @Override
  public boolean hasNext() {
    return from.hasNext();
  }

  @Override
  public OwnedColumns next() {
    OwnedColumns batch = from.next();
    while (!groups.isEmpty() && row >= groups.element()) {
      groups.remove();
      row = 0;
    }
    long first = row;
    row += batch.rows();
    return batch instanceof ColumnBatch b ? b.startingAt(first) : batch;
  }

  @Override
  public void close() {
    from.close();
  }
}

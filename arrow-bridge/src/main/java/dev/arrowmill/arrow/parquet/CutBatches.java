package dev.arrowmill.arrow.parquet;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnBatch;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.OwnedColumns;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Batches of a reader that knows neither row numbers nor where to begin: numbers them, and leaves
 * out the rows before the first one wanted.
 */
final class CutBatches implements ColumnBatches {
  private final ColumnBatches from;
  private final ReadPlan plan;
  private final Deque<Long> groups = new ArrayDeque<>();
  private long row;
  private long skip;
  private @Nullable OwnedColumns ready;

  CutBatches(ColumnBatches from, ReadPlan plan) {
    this.from = from;
    this.plan = plan;
    this.skip = plan.firstRow();
    plan.rowGroups().forEach(g -> groups.add(plan.footer().rowGroups().get(g)));
  }

  @Override
  public boolean hasNext() {
    while (ready == null && from.hasNext()) {
      OwnedColumns batch = from.next();
      while (!groups.isEmpty() && row >= groups.peek()) {
        groups.remove();
        row = 0;
      }
      long first = row;
      row += batch.rows();
      ready = cut(batch, first);
    }
    return ready != null;
  }

  private @Nullable OwnedColumns cut(OwnedColumns batch, long first) {
    int leave = (int) Math.min(skip, batch.rows());
    skip -= leave;
    if (leave == batch.rows()) {
      batch.close();
      return null;
    }
    if (leave == 0 && batch instanceof ColumnBatch b) {
      return b.startingAt(first);
    }
    return new Slice(batch, batch.slice(leave, batch.rows() - leave), first + leave);
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext() || ready == null) {
      throw new NoSuchElementException(plan.file().path());
    }
    OwnedColumns b = ready;
    ready = null;
    return b;
  }

  @Override
  public void close() {
    if (ready != null) {
      ready.close();
      ready = null;
    }
    from.close();
  }

  /** Some rows of a batch, which they own. */
  private record Slice(OwnedColumns whole, Columns part, long firstRow) implements OwnedColumns {
    @Override
    public String source() {
      return whole.source();
    }

    @Override
    public long bytes() {
      return whole.bytes();
    }

    @Override
    public int rows() {
      return part.rows();
    }

    @Override
    public ColumnSchema schema() {
      return part.schema();
    }

    @Override
    public Column column(int i) {
      return part.column(i);
    }

    @Override
    public void close() {
      whole.close();
    }
  }
}

package dev.arrowmill.arrow;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Batches of a reader that cannot seek, without the first rows. */
public final class SkippedRows implements ColumnBatches {
  private final ColumnBatches from;
  private long left;
  private @Nullable OwnedColumns ready;

  private SkippedRows(ColumnBatches from, long rows) {
    this.from = from;
    this.left = rows;
  }

  /** The same batches without the first {@code rows} rows; reads and drops them. */
  public static ColumnBatches of(ColumnBatches from, long rows) {
    return rows == 0 ? from : new SkippedRows(from, rows);
  }

  @Override
  public boolean hasNext() {
    while (left > 0 && from.hasNext()) {
      OwnedColumns batch = from.next();
      if (left < batch.rows()) {
        ready = new Rest(batch, (int) left);
        left = 0;
      } else {
        left -= batch.rows();
        batch.close();
      }
    }
    return ready != null || (left == 0 && from.hasNext());
  }

  @Override
  public OwnedColumns next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more batches");
    }
    OwnedColumns first = ready;
    ready = null;
    return first == null ? from.next() : first;
  }

  @Override
  public void close() {
    if (ready != null) {
      ready.close();
      ready = null;
    }
    from.close();
  }

  /** The last rows of a batch, which it owns. */
  private static final class Rest implements OwnedColumns {
    private final OwnedColumns all;
    private final Columns rest;
    private final int skipped;

    Rest(OwnedColumns all, int skipped) {
      this.all = all;
      this.rest = all.slice(skipped, all.rows() - skipped);
      this.skipped = skipped;
    }

    @Override
    public String source() {
      return all.source();
    }

    @Override
    public long firstRow() {
      return all.firstRow() < 0 ? -1 : all.firstRow() + skipped;
    }

    @Override
    public long bytes() {
      return all.bytes();
    }

    @Override
    public int rows() {
      return rest.rows();
    }

    @Override
    public ColumnSchema schema() {
      return rest.schema();
    }

    @Override
    public Column column(int i) {
      return rest.column(i);
    }

    @Override
    public void close() {
      all.close();
    }
  }
}

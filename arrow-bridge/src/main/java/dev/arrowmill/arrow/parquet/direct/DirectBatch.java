package dev.arrowmill.arrow.parquet.direct;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.HeapLease;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.parquet.meta.Lane;
import dev.arrowmill.arrow.parquet.page.BufferPool;
import dev.arrowmill.arrow.parquet.page.LaneArray;
import java.util.ArrayList;
import java.util.List;

/** Some rows of a row group, whose pages it holds until it is closed. */
final class DirectBatch implements OwnedColumns {
  private final String source;
  private final ColumnSchema schema;
  private final long firstRow;
  private final int rows;
  private final BufferPool pool;
  private final PagedColumn[] columns;
  private final List<HeapLease> leases = new ArrayList<>();
  private final List<BufferPool.Lent> lent = new ArrayList<>();
  private volatile boolean closed;

  /** Rows {@code from} to {@code to}; on failure nothing is held. */
  DirectBatch(
      String source,
      ColumnSchema schema,
      BufferPool pool,
      List<ColumnStream> streams,
      long from,
      long to) {
    this.source = source;
    this.schema = schema;
    this.pool = pool;
    this.firstRow = from;
    this.rows = (int) (to - from);
    this.columns = new PagedColumn[streams.size()];
    try {
      for (int c = 0; c < columns.length; c++) {
        PlacedPage[] pages = streams.get(c).take(from, to);
        columns[c] = PagedColumn.of(schema.field(c), this, pages, streams.get(c));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException(
          "batch of " + source + ": used after close; copy what must live longer");
    }
  }

  /** Counts an array that a column made, until the batch is closed. */
  void count(long bytes) {
    HeapLease lease = pool.lease(bytes);
    synchronized (leases) {
      if (!closed) {
        leases.add(lease);
        return;
      }
    }
    lease.close();
    checkOpen();
  }

  /** An array for a number per row, until the batch is closed. */
  LaneArray numbers(Lane lane) {
    BufferPool.Lent l = pool.lend(lane, rows);
    synchronized (leases) {
      if (!closed) {
        lent.add(l);
        return l.numbers();
      }
    }
    pool.giveBack(l);
    checkOpen();
    return l.numbers();
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public long firstRow() {
    return firstRow;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public ColumnSchema schema() {
    return schema;
  }

  @Override
  public Column column(int i) {
    checkOpen();
    return columns[i];
  }

  @Override
  public long bytes() {
    if (closed) {
      return 0;
    }
    long sum = 0;
    for (PagedColumn c : columns) {
      for (PlacedPage p : c.pages) {
        sum += p.page().held();
      }
    }
    synchronized (leases) {
      for (HeapLease l : leases) {
        sum += l.bytes();
      }
      for (BufferPool.Lent l : lent) {
        sum += l.numbers().bytes();
      }
    }
    return sum;
  }

  @Override
  public void close() {
    synchronized (leases) {
      if (closed) {
        return;
      }
      closed = true;
      leases.forEach(HeapLease::close);
      leases.clear();
      lent.forEach(pool::giveBack);
      lent.clear();
    }
    for (PagedColumn c : columns) {
      if (c != null) {
        for (PlacedPage p : c.pages) {
          p.page().release();
        }
      }
    }
  }
}

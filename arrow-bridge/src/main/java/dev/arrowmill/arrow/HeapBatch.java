package dev.arrowmill.arrow;

import org.apache.arrow.memory.BufferAllocator;

/**
 * A heap batch whose memory is counted by an Arrow allocator until it is closed. Reading from
 * several threads is safe as long as none of them closes it.
 */
public final class HeapBatch implements OwnedColumns {
  private final HeapColumns rows;
  private final HeapLease lease;
  private final String source;
  private final long firstRow;
  private boolean closed;

  private HeapBatch(HeapColumns rows, HeapLease lease, String source, long firstRow) {
    this.rows = rows;
    this.lease = lease;
    this.source = source;
    this.firstRow = firstRow;
  }

  /**
   * Takes over rows that nobody changes any more.
   *
   * @param source what messages call the origin
   * @param firstRow the number of the first row in its split, -1 where there is none
   * @throws org.apache.arrow.memory.OutOfMemoryException if the allocator has less left
   */
  public static HeapBatch of(
      HeapColumns rows, BufferAllocator allocator, String source, long firstRow) {
    return new HeapBatch(rows, HeapLease.of(allocator, rows.bytes()), source, firstRow);
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
  public long bytes() {
    return lease.bytes();
  }

  @Override
  public int rows() {
    return rows.rows();
  }

  @Override
  public ColumnSchema schema() {
    return rows.schema();
  }

  @Override
  public Column column(int i) {
    if (closed) {
      throw new IllegalStateException(
          "batch of " + source + ": used after close; copy what must live longer");
    }
    return rows.column(i);
  }

  @Override
  public void close() {
    closed = true;
    lease.close();
  }
}

package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.HeapLease;

/** A byte array of a {@link BufferPool}, counted by its allocator. */
public final class Buffer extends Shared {
  private final BufferPool pool;
  private final HeapLease lease;
  private final byte[] bytes;

  Buffer(BufferPool pool, HeapLease lease, byte[] bytes) {
    this.pool = pool;
    this.lease = lease;
    this.bytes = bytes;
  }

  /** The bytes, a few more than were asked for. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  void free() {
    pool.recycle(lease, bytes);
  }
}

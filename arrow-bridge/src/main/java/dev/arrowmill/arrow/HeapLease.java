package dev.arrowmill.arrow;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of the Java heap that an Arrow allocator counts as if it had allocated them: its limits,
 * listeners and leak checks hold for heap buffers too. The memory itself is the caller's and the
 * garbage collector's. Thread-safe.
 */
public final class HeapLease implements AutoCloseable {
  private final long bytes;
  private @Nullable ArrowBuf account;

  private HeapLease(@Nullable ArrowBuf account, long bytes) {
    this.account = account;
    this.bytes = bytes;
  }

  /**
   * Takes {@code bytes} of the allocator's budget.
   *
   * @throws org.apache.arrow.memory.OutOfMemoryException if it has less left
   */
  public static HeapLease of(BufferAllocator allocator, long bytes) {
    return new HeapLease(
        bytes == 0 ? null : allocator.wrapForeignAllocation(new Counted(bytes)), bytes);
  }

  /** What was taken; 0 when closed. */
  public synchronized long bytes() {
    return account == null ? 0 : bytes;
  }

  /** Gives the bytes back; a second call does nothing. */
  @Override
  public synchronized void close() {
    ArrowBuf a = account;
    account = null;
    if (a != null) {
      a.close();
    }
  }

  /** An allocation without memory of its own. */
  private static final class Counted extends ForeignAllocation {
    Counted(long bytes) {
      super(bytes, 0);
    }

    @Override
    protected void release0() {}
  }
}

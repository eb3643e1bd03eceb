package dev.arrowmill.data.op;

import dev.arrowmill.arrow.HeapLease;
import dev.arrowmill.data.MemoryBudgetException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one iterator, on the heap and off it, within one budget. Arrow's part is a child of
 * the user's allocator or of the process's own, made when it is first asked for: a pipeline over
 * heap memory never touches Arrow, so it runs in JVMs without the flags that Arrow needs.
 * Thread-safe.
 */
public final class ArrowMemory implements AutoCloseable {
  private final @Nullable BufferAllocator parent;
  private final long limit;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();
  private @Nullable BufferAllocator allocator;

  ArrowMemory(@Nullable BufferAllocator parent, long limit) {
    this.parent = parent;
    this.limit = limit;
  }

  /** The iterator's allocator. */
  synchronized BufferAllocator get() {
    if (allocator == null) {
      BufferAllocator from = parent == null ? Process.ROOT : parent;
      allocator = from.newChildAllocator("dataset iterator", new Listener(), 0, Long.MAX_VALUE);
    }
    return allocator;
  }

  /** Bytes held now. */
  long held() {
    return held.get();
  }

  /** The most bytes held at a time. */
  long peak() {
    return peak.get();
  }

  long limit() {
    return limit;
  }

  /** Bytes of the heap that a stage keeps until it closes the lease. */
  interface Lease extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes bytes of the budget for heap arrays; where the user gave an allocator they count there
   * too.
   *
   * @throws MemoryBudgetException if the budget has less left
   */
  Lease lease(String stage, long bytes) {
    if (parent != null) {
      if (bytes > limit - held.get()) {
        throw new MemoryBudgetException(stage, bytes, held.get(), limit);
      }
      HeapLease counted = HeapLease.of(get(), bytes);
      return counted::close;
    }
    reserve(stage, bytes);
    AtomicLong open = new AtomicLong(bytes);
    return () -> held.addAndGet(-open.getAndSet(0));
  }

  private void reserve(String stage, long bytes) {
    long now = held.addAndGet(bytes);
    if (now > limit) {
      held.addAndGet(-bytes);
      throw new MemoryBudgetException(stage, bytes, now - bytes, limit);
    }
    peak.accumulateAndGet(now, Math::max);
  }

  /** Gives the memory back; the allocator complains if some is in use. */
  @Override
  public synchronized void close() {
    if (allocator != null) {
      allocator.close();
      allocator = null;
    }
  }

  /** Counts Arrow's allocations. */
  private final class Listener implements AllocationListener {
    @Override
    public void onPreAllocation(long size) {
      reserve("source", size);
    }

    @Override
    public boolean onFailedAllocation(
        long size, org.apache.arrow.memory.AllocationOutcome outcome) {
      held.addAndGet(-size);
      return false;
    }

    @Override
    public void onRelease(long size) {
      held.addAndGet(-size);
    }
  }

  /** Loaded on first use. */
  private static final class Process {
    static final BufferAllocator ROOT = new RootAllocator();
  }
}

package dev.arrowmill.arrow.parquet.page;

import dev.arrowmill.arrow.HeapLease;
import dev.arrowmill.arrow.parquet.meta.Lane;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/**
 * Byte arrays on the heap that are used again, so that pages cost no allocation; every byte, also
 * of idle arrays, is counted by an Arrow allocator. Thread-safe.
 */
public final class BufferPool implements AutoCloseable {
  /** Decoders read whole words: every array is this much longer than asked for. */
  static final int SLACK = 8;

  private static final int SMALLEST = 4_096;
  private static final long MOST_IDLE = 32L << 20;

  private record Idle(HeapLease lease, byte[] bytes) {}

  /** An array of numbers and what counts it. */
  public record Lent(LaneArray numbers, HeapLease lease, String size) {}

  private final BufferAllocator allocator;
  private final Map<Integer, Deque<Idle>> idle = new HashMap<>();
  private final Map<String, Deque<Lent>> idleNumbers = new HashMap<>();
  private long idleBytes;
  private boolean closed;

  public BufferPool(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** An array of at least {@code size} bytes, of any content. */
  public Buffer take(int size) {
    int capacity = capacity(size);
    synchronized (this) {
      Deque<Idle> fitting = idle.get(capacity);
      if (fitting != null && !fitting.isEmpty()) {
        Idle i = fitting.pop();
        idleBytes -= capacity;
        return new Buffer(this, i.lease(), i.bytes());
      }
    }
    HeapLease lease = lease(capacity);
    return new Buffer(this, lease, new byte[capacity]);
  }

  /** An array for {@code count} numbers of any value; {@link #giveBack} it. */
  public Lent lend(Lane lane, int count) {
    String size = lane + " " + count;
    synchronized (this) {
      Deque<Lent> fitting = idleNumbers.get(size);
      if (fitting != null && !fitting.isEmpty()) {
        Lent l = fitting.pop();
        idleBytes -= l.numbers().bytes();
        return l;
      }
    }
    HeapLease lease = lease((long) bytesEach(lane) * count);
    return new Lent(LaneArray.of(lane, count), lease, size);
  }

  private static int bytesEach(Lane lane) {
    return lane == Lane.INT || lane == Lane.FLOAT ? 4 : 8;
  }

  /** Takes an array back that nobody reads any more. */
  public void giveBack(Lent lent) {
    synchronized (this) {
      if (!closed && idleBytes + lent.numbers().bytes() <= MOST_IDLE) {
        idleBytes += lent.numbers().bytes();
        idleNumbers.computeIfAbsent(lent.size(), n -> new ArrayDeque<>()).push(lent);
        return;
      }
    }
    lent.lease().close();
  }

  /** Counts heap memory that the caller makes itself. */
  public HeapLease lease(long bytes) {
    try {
      return HeapLease.of(allocator, bytes);
    } catch (OutOfMemoryException e) {
      dropIdle();
      return HeapLease.of(allocator, bytes);
    }
  }

  /** Sizes in steps of an eighth, so that arrays fit others of about their size. */
  private static int capacity(int size) {
    int wanted = Math.max(SMALLEST, Math.addExact(size, SLACK));
    int step = Math.max(1, Integer.highestOneBit(wanted) >> 3);
    return (int) Math.min(Integer.MAX_VALUE - 16L, (wanted + (long) step - 1) / step * step);
  }

  void recycle(HeapLease lease, byte[] bytes) {
    synchronized (this) {
      if (!closed && idleBytes + bytes.length <= MOST_IDLE) {
        idleBytes += bytes.length;
        idle.computeIfAbsent(bytes.length, n -> new ArrayDeque<>()).push(new Idle(lease, bytes));
        return;
      }
    }
    lease.close();
  }

  private synchronized void dropIdle() {
    idle.values().forEach(all -> all.forEach(i -> i.lease().close()));
    idle.clear();
    idleNumbers.values().forEach(all -> all.forEach(l -> l.lease().close()));
    idleNumbers.clear();
    idleBytes = 0;
  }

  /** Gives idle arrays back; those in use are given back when they are released. */
  @Override
  public synchronized void close() {
    closed = true;
    dropIdle();
  }
}

package dev.arrowmill.tensor;

import dev.arrowmill.tensor.op.Op;
import java.lang.ref.Cleaner;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The budget of this JVM's tensors. Arrays of 4 KiB and more count from their making until the
 * garbage collector has taken them; smaller ones do not. Counting begins with {@link #limit} or
 * {@link #count} and costs about a microsecond per array; without it nothing is measured. Safe for
 * use by several threads.
 */
public final class Memory {
  private static final int SMALLEST = 4096;
  private static final int TRIES = 9;

  private static final AtomicLong USED = new AtomicLong();
  private static final AtomicLong PEAK = new AtomicLong();
  private static final Map<String, AtomicLong> BY_OP = new ConcurrentHashMap<>();
  private static volatile long limit = Long.MAX_VALUE;
  private static volatile boolean counting;

  private Memory() {}

  /** Made when it is first needed, for it has a thread. */
  private static final class Cleaners {
    private static final Cleaner CLEANER = Cleaner.create();
  }

  /**
   * Sets the budget and starts counting.
   *
   * @param bytes at least 1; {@link Long#MAX_VALUE} lifts it
   */
  public static void limit(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("memory: the limit must be positive, got " + bytes);
    }
    limit = bytes;
    counting |= bytes < Long.MAX_VALUE;
  }

  /** The budget in bytes. */
  public static long limit() {
    return limit;
  }

  /** Starts or stops counting new arrays. */
  public static void count(boolean on) {
    counting = on;
  }

  /** Bytes in counted arrays that are alive, or dead and not yet collected. */
  public static long used() {
    return USED.get();
  }

  /** The most that {@link #used} has been since the last {@link #reset}. */
  public static long peak() {
    return PEAK.get();
  }

  /** Starts the peak and the report anew. */
  public static void reset() {
    PEAK.set(USED.get());
    BY_OP.clear();
  }

  /** Bytes made since the last {@link #reset} by the op that made them, largest first. */
  public static String report() {
    Map<Long, String> lines = new TreeMap<>(java.util.Comparator.reverseOrder());
    BY_OP.forEach((op, n) -> lines.merge(n.get(), op, (a, b) -> a + ", " + b));
    StringBuilder s = new StringBuilder();
    s.append("peak ").append(text(peak())).append(", in use ").append(text(used())).append('\n');
    lines.forEach((n, op) -> s.append("  ").append(text(n)).append("  ").append(op).append('\n'));
    return s.toString();
  }

  /** Such as {@code 1.5 MiB}. */
  public static String text(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    double v = bytes / (double) (1L << (10 * unit));
    return String.format(Locale.ROOT, "%.1f %ciB", v, "KMGTPE".charAt(unit - 1));
  }

  /**
   * Refuses what does not fit, before anything is made.
   *
   * @param what the thing and how its bytes come about
   * @throws MemoryLimitException when the budget, or the heap, has less room than that
   */
  public static void require(String what, long bytes) {
    long room = limit == Long.MAX_VALUE ? Long.MAX_VALUE : limit - USED.get();
    if (bytes > room) {
      throw new MemoryLimitException(
          "memory: "
              + what
              + " needs "
              + text(bytes)
              + ", the limit is "
              + text(limit)
              + ", of which "
              + text(USED.get())
              + " are in use; use a smaller batch, recompute parts (Checkpoint), or raise the limit");
    }
    Runtime jvm = Runtime.getRuntime();
    if (bytes > jvm.maxMemory()) {
      throw new MemoryLimitException(
          "memory: "
              + what
              + " needs "
              + text(bytes)
              + ", the whole heap is "
              + text(jvm.maxMemory())
              + "; use a smaller batch, or start java with a larger -Xmx");
    }
  }

  /** Counts a new array of a tensor. */
  static Object made(Object array, long bytes) {
    if (counting && bytes >= SMALLEST) {
      Cleaners.CLEANER.register(array, new Release(bytes));
    }
    return array;
  }

  private record Release(long bytes) implements Runnable {
    @Override
    public void run() {
      USED.addAndGet(-bytes);
    }
  }

  /** Takes bytes from the budget, waiting for the garbage collector where that may help. */
  static void reserve(long bytes) {
    if (!counting || bytes < SMALLEST) {
      return;
    }
    for (int i = 0; ; i++) {
      long now = USED.addAndGet(bytes);
      if (now <= limit) {
        PEAK.accumulateAndGet(now, Math::max);
        note(bytes);
        return;
      }
      USED.addAndGet(-bytes);
      if (i == TRIES) {
        throw new MemoryLimitException(
            "memory: "
                + where()
                + " needs "
                + text(bytes)
                + ", the limit is "
                + text(limit)
                + ", of which "
                + text(USED.get())
                + " are in use");
      }
      System.gc();
      pause(1L << i);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryLimitException("memory: interrupted while waiting for room");
    }
  }

  private static void note(long bytes) {
    BY_OP.computeIfAbsent(where(), k -> new AtomicLong()).addAndGet(bytes);
  }

  private static String where() {
    Op op = Op.running();
    return op == null ? "a tensor" : op.name();
  }

  /** Whether arrays are counted now; internal to ops. */
  public static boolean isCounting() {
    return counting;
  }
}

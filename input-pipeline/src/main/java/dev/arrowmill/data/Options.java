package dev.arrowmill.data;

/**
 * How an iterator runs; none of this changes its elements, except {@code deterministic = false}.
 *
 * @param threads the most threads that work at a time, the caller's not counted; 0 for as many as
 *     there are processors
 * @param deterministic whether elements keep their order; false lets parallel operators give what
 *     is ready first
 * @param memoryBytes the most bytes that all stages together hold, batches handed over not counted;
 *     0 for a quarter of the heap
 * @param autotune whether threads and buffers are tuned by what the consumer waits for
 */
public record Options(int threads, boolean deterministic, long memoryBytes, boolean autotune) {
  /** All processors, ordered, a quarter of the heap, tuned. */
  public static final Options DEFAULT = new Options(0, true, 0, true);

  public Options {
    if (threads < 0 || memoryBytes < 0) {
      throw new IllegalArgumentException(
          "options: threads and memoryBytes must be at least 0, got "
              + threads
              + " and "
              + memoryBytes);
    }
  }

  public Options threads(int value) {
    return new Options(value, deterministic, memoryBytes, autotune);
  }

  public Options deterministic(boolean value) {
    return new Options(threads, value, memoryBytes, autotune);
  }

  public Options memoryBytes(long value) {
    return new Options(threads, deterministic, value, autotune);
  }

  public Options autotune(boolean value) {
    return new Options(threads, deterministic, memoryBytes, value);
  }

  /** {@link #threads}, or the number of processors. */
  public int workers() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }

  /** {@link #memoryBytes}, or a quarter of the heap. */
  public long budget() {
    return memoryBytes > 0 ? memoryBytes : Runtime.getRuntime().maxMemory() / 4;
  }
}

package dev.arrowmill.arrow.spark;

/**
 * Memory that Spark refuses to a task. The message names stage, partition and attempt, what was
 * asked for and what was there.
 */
public final class TaskMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long bytes;

  TaskMemoryException(String task, long bytes, long granted) {
    super(
        task
            + ": asked Spark for "
            + bytes
            + " bytes of task memory, "
            + granted
            + " were left; give executors more memory or fewer cores, or read smaller batches");
    this.bytes = bytes;
  }

  /** What was asked for. */
  public long bytes() {
    return bytes;
  }
}

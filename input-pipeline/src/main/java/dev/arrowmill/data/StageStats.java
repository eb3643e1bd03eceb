package dev.arrowmill.data;

/**
 * What one stage of a pipeline has done.
 *
 * @param stage the operator, e.g. {@code shuffle(1024)}
 * @param rows elements it gave (batches after {@code batch})
 * @param bytes their size; of columns that are decoded later, what they keep in memory
 * @param selfNanos time in its own code on all threads, without the stages before it; columns are
 *     decoded by the stage that packs them
 * @param waitNanos time it waited for another thread; above 0 only for prefetch
 * @param lost elements that it left out because they failed; above 0 only for ignoreErrors
 */
public record StageStats(
    String stage, long rows, long bytes, long selfNanos, long waitNanos, long lost) {
  /** A stage that lost nothing. */
  public StageStats(String stage, long rows, long bytes, long selfNanos, long waitNanos) {
    this(stage, rows, bytes, selfNanos, waitNanos, 0);
  }
}

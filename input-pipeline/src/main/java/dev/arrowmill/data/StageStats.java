package dev.arrowmill.data;

/**
 * What one stage of a pipeline has done.
 *
 * @param stage the operator, e.g. {@code shuffle(1024)}
 * @param rows elements it gave (batches after {@code batch})
 * @param selfNanos time in its own code, without the stages before it
 * @param waitNanos time it waited for another thread; above 0 only for prefetch
 */
public record StageStats(String stage, long rows, long selfNanos, long waitNanos) {}

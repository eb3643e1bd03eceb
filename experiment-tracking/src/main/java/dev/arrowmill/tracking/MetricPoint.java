package dev.arrowmill.tracking;

/**
 * One value of a metric.
 *
 * @param key the metric's name
 * @param value any double, NaN and the infinities included
 * @param timestamp milliseconds since the epoch, taken when the metric was logged
 * @param step the caller's step, usually the epoch
 */
public record MetricPoint(String key, double value, long timestamp, long step) {}

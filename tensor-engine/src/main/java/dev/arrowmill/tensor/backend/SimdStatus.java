package dev.arrowmill.tensor.backend;

/**
 * Whether vector kernels run.
 *
 * @param on whether they do
 * @param lanes floats per register, 1 when off
 * @param reason why, in one line
 * @param flag the JVM flag that turns them on, empty when on
 */
public record SimdStatus(boolean on, int lanes, String reason, String flag) {}

package dev.arrowmill.arrow.cudf;

/**
 * Whether cuDF can be used.
 *
 * @param reason in one line, what is there or why nothing is
 */
public record CudfStatus(boolean available, String reason) {}

package dev.arrowmill.arrow.ipc;

/**
 * Rows of a row-major array.
 *
 * @param values {@code float[]}, {@code int[]} or {@code long[]}, as the {@link MatrixField} says
 * @param firstRow the first row to be taken
 */
public record MatrixRows(Object values, int firstRow) {}

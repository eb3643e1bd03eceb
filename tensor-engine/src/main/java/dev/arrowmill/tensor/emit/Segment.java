package dev.arrowmill.tensor.emit;

/**
 * The straight part of a kernel: n neighbouring elements. Slots that are no runs are read once.
 * Masks come and go as floats, 0 or 1. Public because generated classes implement it.
 */
public interface Segment {
  /** Computes n elements; in and out by slot and output, with their first positions. */
  void run(float[][] in, int[] at, float[][] out, int[] outAt, int n);
}

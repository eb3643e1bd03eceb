package dev.arrowmill.tensor.emit;

/** A segment in vector code that has a twin in plain code. Public because generated classes are. */
public interface TwinSegment extends Segment {
  /** As {@link #run}, in plain code. */
  void plain(float[][] in, int[] at, float[][] out, int[] outAt, int n);
}

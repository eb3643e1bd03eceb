package dev.arrowmill.tensor.nn;

/** What becomes of the losses of the elements. */
public enum Reduction {
  /** Kept as they are. */
  NONE,
  /** The sum divided by their number, or by the sum of the weights where the loss says so. */
  MEAN,
  /** The sum. */
  SUM
}

package dev.arrowmill.tensor.expr;

/** What a lane of an expression holds. */
public enum Lane {
  /** An IEEE float32. */
  FLOAT,
  /** A two's complement int32; arithmetic wraps. */
  INT,
  /** True or false; a bool tensor's element where it is read or written. */
  MASK
}

package dev.arrowmill.spark;

/** A table that cannot be learned from; the message names each column, the numbers and the fix. */
public final class BadTableException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public BadTableException(String message) {
    super(message);
  }
}

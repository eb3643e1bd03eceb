package dev.arrowmill.tensor;

/** Something needs more memory than the budget has; the message names it and the numbers. */
public final class MemoryLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MemoryLimitException(String message) {
    super(message);
  }
}

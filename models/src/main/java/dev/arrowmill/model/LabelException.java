package dev.arrowmill.model;

/** A label column that cannot be learned from; the message names the column, values and fix. */
public final class LabelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public LabelException(String message) {
    super(message);
  }
}

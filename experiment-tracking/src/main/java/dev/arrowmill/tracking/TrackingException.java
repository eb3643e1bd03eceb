package dev.arrowmill.tracking;

import org.jspecify.annotations.Nullable;

/**
 * A store that cannot be opened, read or written. Never thrown by a {@link Run}'s logging calls:
 * what a store refuses there stays in the journal.
 */
public final class TrackingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;
  private final String code;
  private final long pauseMillis;

  TrackingException(String message, boolean retryable, String code, @Nullable Throwable cause) {
    this(message, retryable, code, 0, cause);
  }

  TrackingException(
      String message, boolean retryable, String code, long pauseMillis, @Nullable Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
    this.code = code;
    this.pauseMillis = pauseMillis;
  }

  static TrackingException of(String message) {
    return new TrackingException(message, false, "", null);
  }

  static TrackingException of(String message, Throwable cause) {
    return new TrackingException(message, false, "", cause);
  }

  /** True when the same call may succeed later (server busy, down, or too slow). */
  public boolean retryable() {
    return retryable;
  }

  /** MLflow's error code, such as {@code RESOURCE_DOES_NOT_EXIST}; empty when there is none. */
  String code() {
    return code;
  }

  /** The pause a server asked for before the next attempt, 0 when it named none. */
  long pauseMillis() {
    return pauseMillis;
  }
}

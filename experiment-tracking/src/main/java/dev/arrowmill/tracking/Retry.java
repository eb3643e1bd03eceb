package dev.arrowmill.tracking;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The pauses between the attempts of one call, which double, and the time left for all of them. */
final class Retry {
  private static final long MAX_PAUSE_MILLIS = 5_000;

  private final RestOptions options;
  private final long deadline;
  private long pauseMillis;

  Retry(RestOptions options) {
    this.options = options;
    this.deadline = System.nanoTime() + options.total().toNanos();
    this.pauseMillis = options.firstPause().toMillis();
  }

  /** How long the next attempt may take. */
  Duration nextLimit() {
    long left = Math.max(TimeUnit.MILLISECONDS.toNanos(1), deadline - System.nanoTime());
    return Duration.ofNanos(Math.min(left, options.request().toNanos()));
  }

  /** Waits before another attempt, or throws the failure when there is no point or no time left. */
  void pauseOrThrow(TrackingException failure) {
    long pause = Math.min(MAX_PAUSE_MILLIS, Math.max(pauseMillis, failure.pauseMillis()));
    boolean late = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) >= deadline;
    if (!failure.retryable() || late) {
      throw failure;
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw failure;
    }
    pauseMillis = Math.min(2 * pauseMillis, MAX_PAUSE_MILLIS);
  }
}

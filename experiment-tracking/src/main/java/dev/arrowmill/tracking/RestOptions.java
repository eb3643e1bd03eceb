package dev.arrowmill.tracking;

import java.time.Duration;

/**
 * How long a call to a server may take.
 *
 * @param connect limit for the connection
 * @param request limit for one attempt, body included
 * @param total limit for all attempts of a call together
 * @param firstPause pause before the second attempt; it doubles from there
 */
record RestOptions(Duration connect, Duration request, Duration total, Duration firstPause) {
  static final RestOptions DEFAULT =
      new RestOptions(
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofMillis(200));
}

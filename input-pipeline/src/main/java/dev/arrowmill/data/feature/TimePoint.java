package dev.arrowmill.data.feature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Dates as text. */
final class TimePoint {
  private TimePoint() {}

  /** Microseconds since 1970 of an ISO date (its first instant in UTC) or an ISO instant. */
  static long micros(String text) {
    try {
      return text.indexOf('T') < 0
          ? Math.multiplyExact(LocalDate.parse(text).toEpochDay(), 86_400_000_000L)
          : ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "dates: not a date like 2024-02-29 or an instant like 2024-02-29T12:00:00Z: " + text, e);
    }
  }
}

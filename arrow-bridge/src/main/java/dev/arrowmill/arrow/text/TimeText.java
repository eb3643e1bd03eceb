package dev.arrowmill.arrow.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.OptionalLong;

/** Dates and timestamps by ISO 8601; a space may stand for the T. Thread-safe. */
final class TimeText {
  private static final int DATE = 10;

  private TimeText() {}

  /** Days since 1970-01-01 of {@code 2024-02-29}. */
  static OptionalLong days(String text) {
    if (text.length() != DATE || text.charAt(4) != '-') {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(LocalDate.parse(text).toEpochDay());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Microseconds since 1970-01-01T00:00Z of {@code 2024-02-29T12:00:00.5+01:00}, in UTC where no
   * offset is given; a date alone is its midnight.
   */
  static OptionalLong micros(String text) {
    if (text.length() == DATE) {
      OptionalLong days = days(text);
      return days.isEmpty() ? days : OptionalLong.of(days.getAsLong() * 86_400_000_000L);
    }
    if (text.length() < DATE + 6
        || text.charAt(4) != '-'
        || (text.charAt(DATE) != ' ' && text.charAt(DATE) != 'T')) {
      return OptionalLong.empty();
    }
    String iso = text.substring(0, DATE) + 'T' + text.substring(DATE + 1);
    try {
      return OptionalLong.of(micros(instant(iso)));
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private static OffsetDateTime instant(String iso) {
    char last = iso.charAt(iso.length() - 1);
    boolean offset = last == 'Z' || iso.indexOf('+', DATE) > 0 || iso.indexOf('-', DATE) > 0;
    return offset ? OffsetDateTime.parse(iso) : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
  }

  private static long micros(OffsetDateTime t) {
    return Math.addExact(
        Math.multiplyExact(t.toEpochSecond(), 1_000_000L), t.get(ChronoField.MICRO_OF_SECOND));
  }
}

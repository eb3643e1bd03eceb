package dev.arrowmill.data.feature;

import dev.arrowmill.arrow.ColumnType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/** Days and times of day of dates and timestamps in one time zone. Immutable and thread-safe. */
final class Clock {
  static final long DAY = 86_400_000_000L;
  private static final long SECOND = 1_000_000L;
  private static final double DAYS_PER_YEAR = 365.2425;
  private static final float[][] YEAR = circle(367, DAYS_PER_YEAR);

  private final ColumnType type;
  private final ZoneRules rules;
  private final boolean shifted;

  /**
   * @param zone of timestamps; a date is the same day everywhere
   */
  Clock(ColumnType type, String zone) {
    this.type = type;
    this.rules = ZoneId.of(zone).getRules();
    this.shifted =
        type == ColumnType.TIMESTAMP
            && !(rules.isFixedOffset() && rules.getOffset(Instant.EPOCH).equals(ZoneOffset.UTC));
  }

  boolean timed() {
    return type == ColumnType.TIMESTAMP;
  }

  /** Microseconds (or days) on the clocks of the zone. */
  long local(long value) {
    if (!shifted) {
      return value;
    }
    Instant at = Instant.ofEpochSecond(Math.floorDiv(value, SECOND));
    long offset = rules.getOffset(at).getTotalSeconds() * SECOND;
    long moved = value + offset;
    return ((value ^ moved) & (offset ^ moved)) < 0 ? value : moved;
  }

  /** Days since 1970 of a local value. */
  long day(long local) {
    return timed() ? Math.floorDiv(local, DAY) : local;
  }

  /** Microseconds since midnight of a local value. */
  long inDay(long local) {
    return timed() ? Math.floorMod(local, DAY) : 0;
  }

  /** The date of a day; days beyond those of {@link LocalDate} are taken as the outermost. */
  static LocalDate date(long day) {
    return LocalDate.ofEpochDay(
        Math.min(Math.max(day, LocalDate.MIN.toEpochDay()), LocalDate.MAX.toEpochDay()));
  }

  /** 0 for Monday to 6 for Sunday. */
  static int weekday(long day) {
    return (int) Math.floorMod(day + 3, 7L);
  }

  static float yearSin(int dayOfYear) {
    return YEAR[0][dayOfYear - 1];
  }

  static float yearCos(int dayOfYear) {
    return YEAR[1][dayOfYear - 1];
  }

  /** Sines and cosines of the first {@code count} of {@code period} steps. */
  static float[][] circle(int count, double period) {
    float[][] out = new float[2][count];
    for (int i = 0; i < count; i++) {
      double angle = 2 * Math.PI * i / period;
      out[0][i] = (float) StrictMath.sin(angle);
      out[1][i] = (float) StrictMath.cos(angle);
    }
    return out;
  }
}

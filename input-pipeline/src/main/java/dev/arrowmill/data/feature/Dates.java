package dev.arrowmill.data.feature;

import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * A date or timestamp taken apart.
 *
 * @param trend days since the first day of training, scaled to the training range
 * @param cycles sine and cosine of the day of the year, and for timestamps of the time of day
 * @param weekday code of the weekday, and for timestamps of the hour
 * @param parts codes of month, day of the month and weekday, sines and cosines of all cycles (year,
 *     month, week, day)
 * @param zone the time zone in which a timestamp's parts are taken, e.g. {@code Europe/Berlin}
 * @param since days since this date (ISO, or an ISO instant) as a number; empty for none
 * @param sinceColumn days since the date in this other column; empty for none
 */
public record Dates(
    boolean trend,
    boolean cycles,
    boolean weekday,
    boolean parts,
    String zone,
    String since,
    String sinceColumn,
    OnMissing nulls)
    implements ColumnSpec {

  static final Dates AUTO = new Dates(true, true, true, false, "UTC", "", "", OnMissing.KEEP);

  public Dates {
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("dates: unknown time zone " + zone, e);
    }
    if (nulls == OnMissing.FILL) {
      throw new IllegalArgumentException("dates: nulls are kept or refused, not filled");
    }
    if (!since.isEmpty()) {
      TimePoint.micros(since);
    }
    if (!(trend || cycles || weekday || parts) && since.isEmpty() && sinceColumn.isEmpty()) {
      throw new IllegalArgumentException("dates: no part is read");
    }
  }

  /** Trend, cycles and weekday. */
  public static Dates auto() {
    return AUTO;
  }

  /** Only sines and cosines. */
  public static Dates cyclic() {
    return new Dates(false, true, false, false, "UTC", "", "", OnMissing.KEEP);
  }

  /** All calendar parts as codes, and all cycles. */
  public static Dates calendar() {
    return new Dates(false, false, false, true, "UTC", "", "", OnMissing.KEEP);
  }

  /** Only the days since a date, negative before it. */
  public static Dates since(String date) {
    return new Dates(false, false, false, false, "UTC", date, "", OnMissing.KEEP);
  }

  /** Only the days since the date or timestamp in another column. */
  public static Dates sinceColumn(String column) {
    return new Dates(false, false, false, false, "UTC", "", column, OnMissing.KEEP);
  }

  /** Takes a timestamp's parts in this time zone. */
  public Dates zone(String id) {
    return new Dates(trend, cycles, weekday, parts, id, since, sinceColumn, nulls);
  }

  public Dates nulls(OnMissing policy) {
    return new Dates(trend, cycles, weekday, parts, zone, since, sinceColumn, policy);
  }
}

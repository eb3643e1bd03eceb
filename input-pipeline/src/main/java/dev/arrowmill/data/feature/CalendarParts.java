package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The calendar of a date or timestamp in its time zone: codes of month, day of the month and
 * weekday (and hour), sines and cosines of the places in year, month and week (and day).
 */
final class CalendarParts implements Transform {
  private static final List<Float> UNIT = List.of(-1f, 1f);
  private static final float[][] WEEK = Clock.circle(7, 7);
  private static final float[][][] MONTH = new float[32][][];

  static {
    for (int length = 28; length <= 31; length++) {
      MONTH[length] = Clock.circle(length, length);
    }
  }

  private final ColumnField input;
  private final String name;
  private final String zone;
  private final boolean missing;
  private final OnMissing nulls;
  private final Clock clock;

  CalendarParts(ColumnField input, String name, String zone, boolean missing, OnMissing nulls) {
    this.input = input;
    this.name = name;
    this.zone = zone;
    this.missing = missing;
    this.nulls = nulls;
    this.clock = new Clock(input.type(), zone);
  }

  @Override
  public List<ColumnField> inputs() {
    return List.of(input);
  }

  @Override
  public List<NumericFeature> numeric() {
    List<NumericFeature> out = new ArrayList<>();
    for (String cycle :
        clock.timed()
            ? List.of("year", "month", "week", "day")
            : List.of("year", "month", "week")) {
      for (String wave : List.of("sin", "cos")) {
        out.add(new NumericFeature(name + "." + cycle + "-" + wave, missing, UNIT));
      }
    }
    return out;
  }

  @Override
  public List<CategoricalFeature> categorical() {
    List<CategoricalFeature> out = new ArrayList<>();
    out.add(new CategoricalFeature(name + ".month", 2 + 12));
    out.add(new CategoricalFeature(name + ".day", 2 + 31));
    out.add(new CategoricalFeature(name + ".weekday", 2 + 7));
    if (clock.timed()) {
      out.add(new CategoricalFeature(name + ".hour", 2 + 24));
    }
    return out;
  }

  @Override
  public void apply(List<Column> in, Encoded out, int numericAt, int categoricalAt) {
    Column column = in.get(0);
    for (int r = 0; r < out.rows(); r++) {
      int n = r * out.numericWidth() + numericAt;
      int c = r * out.categoricalWidth() + categoricalAt;
      if (!column.isNull(r)) {
        encode(clock.local(column.getLong(r)), out, n, c);
        continue;
      }
      if (nulls == OnMissing.ERROR) {
        throw new BadValueException(column(), r, "null");
      }
      Arrays.fill(out.numeric(), n, n + (clock.timed() ? 8 : 6), Float.NaN);
      Arrays.fill(out.categorical(), c, c + (clock.timed() ? 4 : 3), CategoricalFeature.MISSING);
    }
  }

  private void encode(long local, Encoded out, int n, int c) {
    long day = clock.day(local);
    LocalDate date = Clock.date(day);
    int weekday = Clock.weekday(day);
    float[] numeric = out.numeric();
    numeric[n] = Clock.yearSin(date.getDayOfYear());
    numeric[n + 1] = Clock.yearCos(date.getDayOfYear());
    float[][] month = MONTH[date.lengthOfMonth()];
    numeric[n + 2] = month[0][date.getDayOfMonth() - 1];
    numeric[n + 3] = month[1][date.getDayOfMonth() - 1];
    numeric[n + 4] = WEEK[0][weekday];
    numeric[n + 5] = WEEK[1][weekday];
    int[] codes = out.categorical();
    codes[c] = CategoricalFeature.FIRST_LEVEL + date.getMonthValue() - 1;
    codes[c + 1] = CategoricalFeature.FIRST_LEVEL + date.getDayOfMonth() - 1;
    codes[c + 2] = CategoricalFeature.FIRST_LEVEL + weekday;
    if (clock.timed()) {
      long inDay = clock.inDay(local);
      double angle = 2 * Math.PI * (inDay / (double) Clock.DAY);
      numeric[n + 6] = (float) StrictMath.sin(angle);
      numeric[n + 7] = (float) StrictMath.cos(angle);
      codes[c + 3] = CategoricalFeature.FIRST_LEVEL + (int) (inDay / 3_600_000_000L);
    }
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("name", name).put("zone", zone).put("missing", missing).put("nulls", nulls.name());
  }

  static CalendarParts fromJson(List<ColumnField> inputs, FeatureJson json) {
    ColumnType type = inputs.get(0).type();
    json.require(type == ColumnType.DATE || type == ColumnType.TIMESTAMP, "type", type);
    return new CalendarParts(
        inputs.get(0),
        json.text("name"),
        json.text("zone"),
        json.flag("missing"),
        json.choice("nulls", OnMissing.class));
  }
}

package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a date or timestamp apart, in UTC: days since training's first day (scaled to the training
 * range and clipped to it), sine and cosine of the day of the year, the day of the week, and for
 * timestamps sine and cosine of the time of day and the hour.
 *
 * @param first first day seen in training
 * @param last last day seen in training
 */
record DateParts(
    String column, ColumnType type, double first, double last, boolean missing, List<Float> edges)
    implements Transform {
  private static final double MICROS_PER_DAY = 86_400e6;
  private static final double DAYS_PER_YEAR = 365.2425;

  DateParts {
    edges = List.copyOf(edges);
  }

  static DateParts of(ColumnStats stats, double[] rawEdges) {
    double unit = stats.field().type() == ColumnType.DATE ? 1 : MICROS_PER_DAY;
    double first = stats.min() / unit;
    double last = stats.max() / unit;
    DateParts bare =
        new DateParts(
            stats.name(), stats.field().type(), first, last, stats.hasMissing(), List.of());
    return new DateParts(
        stats.name(),
        stats.field().type(),
        first,
        last,
        stats.hasMissing(),
        Bins.map(rawEdges, x -> (float) bare.trend(x / unit)));
  }

  private double trend(double days) {
    double range = last > first ? last - first : 1;
    return (Math.min(Math.max(days, first), last) - first) / range * 2 - 1;
  }

  private boolean timed() {
    return type == ColumnType.TIMESTAMP;
  }

  @Override
  public List<NumericFeature> numeric() {
    List<NumericFeature> out = new ArrayList<>();
    out.add(new NumericFeature(column + ".trend", missing, edges));
    for (String part : List.of(".year-sin", ".year-cos")) {
      out.add(new NumericFeature(column + part, missing, List.of(-1f, 1f)));
    }
    if (timed()) {
      for (String part : List.of(".day-sin", ".day-cos")) {
        out.add(new NumericFeature(column + part, missing, List.of(-1f, 1f)));
      }
    }
    return out;
  }

  @Override
  public List<CategoricalFeature> categorical() {
    CategoricalFeature week = new CategoricalFeature(column + ".weekday", 2 + 7);
    return timed()
        ? List.of(week, new CategoricalFeature(column + ".hour", 2 + 24))
        : List.of(week);
  }

  @Override
  public void apply(Column in, Encoded out, int numericAt, int categoricalAt) {
    for (int r = 0; r < out.rows(); r++) {
      int n = r * out.numericWidth() + numericAt;
      int c = r * out.categoricalWidth() + categoricalAt;
      if (in.isNull(r)) {
        java.util.Arrays.fill(out.numeric(), n, n + (timed() ? 5 : 3), Float.NaN);
        java.util.Arrays.fill(
            out.categorical(), c, c + (timed() ? 2 : 1), CategoricalFeature.MISSING);
      } else {
        encode(in.getLong(r), out, n, c);
      }
    }
  }

  private void encode(long value, Encoded out, int n, int c) {
    long dayMicros = (long) MICROS_PER_DAY;
    long day = timed() ? Math.floorDiv(value, dayMicros) : value;
    long inDay = timed() ? Math.floorMod(value, dayMicros) : 0;
    double days = timed() ? value / MICROS_PER_DAY : value;
    float[] numeric = out.numeric();
    int[] categorical = out.categorical();
    numeric[n] = (float) trend(days);
    double year = 2 * Math.PI * (dayOfYear(day) - 1) / DAYS_PER_YEAR;
    numeric[n + 1] = (float) StrictMath.sin(year);
    numeric[n + 2] = (float) StrictMath.cos(year);
    categorical[c] = CategoricalFeature.FIRST_LEVEL + (int) Math.floorMod(day + 3, 7L);
    if (timed()) {
      double angle = 2 * Math.PI * (inDay / MICROS_PER_DAY);
      numeric[n + 3] = (float) StrictMath.sin(angle);
      numeric[n + 4] = (float) StrictMath.cos(angle);
      categorical[c + 1] = CategoricalFeature.FIRST_LEVEL + (int) (inDay / 3_600_000_000L);
    }
  }

  private static int dayOfYear(long epochDay) {
    long clipped =
        Math.min(Math.max(epochDay, LocalDate.MIN.toEpochDay()), LocalDate.MAX.toEpochDay());
    return LocalDate.ofEpochDay(clipped).getDayOfYear();
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("first", first).put("last", last).put("missing", missing);
    FeatureJson.put(json, "edges", edges);
  }

  static DateParts fromJson(String column, ColumnType type, FeatureJson json) {
    json.require(type == ColumnType.DATE || type == ColumnType.TIMESTAMP, "type", type);
    return new DateParts(
        column,
        type,
        json.number("first"),
        json.number("last"),
        json.flag("missing"),
        json.floats("edges"));
  }
}

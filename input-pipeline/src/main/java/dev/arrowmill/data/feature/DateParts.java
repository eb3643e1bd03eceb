package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a date or timestamp apart: days since training's first day (scaled to the training range
 * and clipped to it), sine and cosine of the day of the year, the day of the week, and for
 * timestamps sine and cosine of the time of day and the hour. A spec may leave parts out.
 */
final class DateParts implements Transform {
  private static final List<Float> UNIT = List.of(-1f, 1f);

  private final ColumnField input;
  private final String name;
  private final Dates spec;
  private final double first;
  private final double last;
  private final boolean missing;
  private final List<Float> edges;
  private final Clock clock;

  /**
   * @param first first day seen in training
   * @param last last day seen in training
   */
  DateParts(
      ColumnField input,
      String name,
      Dates spec,
      double first,
      double last,
      boolean missing,
      List<Float> edges) {
    this.input = input;
    this.name = name;
    this.spec = spec;
    this.first = first;
    this.last = last;
    this.missing = missing;
    this.edges = List.copyOf(edges);
    this.clock = new Clock(input.type(), spec.zone());
  }

  static DateParts of(ColumnStats stats, String name, Dates spec, double[] rawEdges) {
    double unit = stats.field().type() == ColumnType.DATE ? 1 : Clock.DAY;
    double first = stats.min() / unit;
    double last = stats.max() / unit;
    DateParts bare =
        new DateParts(stats.field(), name, spec, first, last, stats.hasMissing(), List.of());
    List<Float> edges = Bins.map(rawEdges, x -> (float) bare.trend(x / unit));
    return new DateParts(stats.field(), name, spec, first, last, stats.hasMissing(), edges);
  }

  private double trend(double days) {
    double range = last > first ? last - first : 1;
    return (Math.min(Math.max(days, first), last) - first) / range * 2 - 1;
  }

  @Override
  public List<ColumnField> inputs() {
    return List.of(input);
  }

  @Override
  public List<NumericFeature> numeric() {
    List<NumericFeature> out = new ArrayList<>();
    if (spec.trend()) {
      out.add(new NumericFeature(name + ".trend", missing, edges));
    }
    if (spec.cycles()) {
      List<String> parts =
          clock.timed()
              ? List.of(".year-sin", ".year-cos", ".day-sin", ".day-cos")
              : List.of(".year-sin", ".year-cos");
      parts.forEach(p -> out.add(new NumericFeature(name + p, missing, UNIT)));
    }
    return out;
  }

  @Override
  public List<CategoricalFeature> categorical() {
    if (!spec.weekday()) {
      return List.of();
    }
    CategoricalFeature week = new CategoricalFeature(name + ".weekday", 2 + 7);
    return clock.timed()
        ? List.of(week, new CategoricalFeature(name + ".hour", 2 + 24))
        : List.of(week);
  }

  @Override
  public void apply(List<Column> in, Encoded out, int numericAt, int categoricalAt) {
    Column column = in.get(0);
    int numbers = (spec.trend() ? 1 : 0) + (!spec.cycles() ? 0 : clock.timed() ? 4 : 2);
    int codes = !spec.weekday() ? 0 : clock.timed() ? 2 : 1;
    for (int r = 0; r < out.rows(); r++) {
      int n = r * out.numericWidth() + numericAt;
      int c = r * out.categoricalWidth() + categoricalAt;
      if (!column.isNull(r)) {
        encode(column.getLong(r), out, n, c);
        continue;
      }
      if (spec.nulls() == OnMissing.ERROR) {
        throw new BadValueException(column(), r, "null");
      }
      java.util.Arrays.fill(out.numeric(), n, n + numbers, Float.NaN);
      java.util.Arrays.fill(out.categorical(), c, c + codes, CategoricalFeature.MISSING);
    }
  }

  private void encode(long value, Encoded out, int numericAt, int categoricalAt) {
    float[] numeric = out.numeric();
    int n = numericAt;
    if (spec.trend()) {
      numeric[n++] = (float) trend(clock.timed() ? value / (double) Clock.DAY : value);
    }
    long local = clock.local(value);
    long day = clock.day(local);
    long inDay = clock.inDay(local);
    if (spec.cycles()) {
      int ofYear = Clock.date(day).getDayOfYear();
      numeric[n++] = Clock.yearSin(ofYear);
      numeric[n++] = Clock.yearCos(ofYear);
      if (clock.timed()) {
        double angle = 2 * Math.PI * (inDay / (double) Clock.DAY);
        numeric[n++] = (float) StrictMath.sin(angle);
        numeric[n] = (float) StrictMath.cos(angle);
      }
    }
    if (spec.weekday()) {
      out.categorical()[categoricalAt] = CategoricalFeature.FIRST_LEVEL + Clock.weekday(day);
      if (clock.timed()) {
        out.categorical()[categoricalAt + 1] =
            CategoricalFeature.FIRST_LEVEL + (int) (inDay / 3_600_000_000L);
      }
    }
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("name", name);
    json.put("first", first).put("last", last).put("missing", missing);
    json.put("trend", spec.trend()).put("cyclic", spec.cycles()).put("weekday", spec.weekday());
    json.put("zone", spec.zone()).put("nulls", spec.nulls().name());
    FeatureJson.put(json, "edges", edges);
  }

  static DateParts fromJson(List<ColumnField> inputs, FeatureJson json) {
    ColumnType type = inputs.get(0).type();
    json.require(type == ColumnType.DATE || type == ColumnType.TIMESTAMP, "type", type);
    Dates spec =
        new Dates(
            json.flag("trend"),
            json.flag("cyclic"),
            json.flag("weekday"),
            false,
            json.text("zone"),
            "",
            "",
            json.choice("nulls", OnMissing.class));
    return new DateParts(
        inputs.get(0),
        json.text("name"),
        spec,
        json.number("first"),
        json.number("last"),
        json.flag("missing"),
        json.floats("edges"));
  }
}

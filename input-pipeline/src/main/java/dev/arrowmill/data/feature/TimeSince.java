package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import java.util.List;

/**
 * Days from a date, or from the date in a second column, to the date in the first, through steps.
 *
 * @param inputs the column, and the second one if there is one
 * @param since microseconds since 1970 of the date, if there is no second column
 */
record TimeSince(
    List<ColumnField> inputs, long since, OnMissing nulls, List<Step> steps, NumericFeature feature)
    implements Transform {

  TimeSince {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
  }

  @Override
  public List<NumericFeature> numeric() {
    return List.of(feature);
  }

  @Override
  public List<CategoricalFeature> categorical() {
    return List.of();
  }

  @Override
  public void apply(List<Column> in, Encoded out, int numericAt, int categoricalAt) {
    double[] values = out.doubles(out.rows());
    for (int r = 0; r < out.rows(); r++) {
      values[r] = days(in, since, r);
      if (nulls == OnMissing.ERROR && Double.isNaN(values[r])) {
        throw new BadValueException(column(), r, "null");
      }
    }
    for (Step s : steps) {
      s.map(values, out.rows());
    }
    out.put(values, numericAt);
  }

  /** Days of one row; NaN where a date is null. */
  static double days(List<Column> in, long since, int row) {
    Column to = in.get(0);
    if (to.isNull(row)) {
      return Double.NaN;
    }
    if (in.size() == 1) {
      return days(to, row) - (double) since / Clock.DAY;
    }
    Column from = in.get(1);
    return from.isNull(row) ? Double.NaN : days(to, row) - days(from, row);
  }

  private static double days(Column column, int row) {
    long value = column.getLong(row);
    return column.type() == ColumnType.DATE ? value : (double) value / Clock.DAY;
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("name", feature.name()).put("since", since).put("nulls", nulls.name());
    Step.write(steps, json);
    FeatureJson.put(json, feature);
  }

  static TimeSince fromJson(List<ColumnField> inputs, FeatureJson json) {
    for (ColumnField f : inputs) {
      boolean ok = f.type() == ColumnType.DATE || f.type() == ColumnType.TIMESTAMP;
      json.require(ok, "type", f.type());
    }
    return new TimeSince(
        inputs,
        json.whole("since"),
        json.choice("nulls", OnMissing.class),
        Step.read(json),
        json.numericFeature(json.text("name")));
  }
}

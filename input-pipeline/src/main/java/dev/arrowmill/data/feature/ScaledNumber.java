package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import java.util.ArrayList;
import java.util.List;

/**
 * A number, filled where missing if so wished, put through {@link Step}s; and a flag that says that
 * it was missing.
 *
 * @param fill the value of a filled null or NaN
 */
record ScaledNumber(
    List<ColumnField> inputs,
    OnMissing nulls,
    OnMissing nans,
    double fill,
    boolean flagged,
    List<Step> steps,
    NumericFeature feature)
    implements Transform {

  ScaledNumber {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
  }

  @Override
  public List<NumericFeature> numeric() {
    List<NumericFeature> out = new ArrayList<>();
    out.add(feature);
    if (flagged) {
      out.add(new NumericFeature(feature.name() + ".missing", false, List.of(0f, 1f)));
    }
    return out;
  }

  @Override
  public List<CategoricalFeature> categorical() {
    return List.of();
  }

  @Override
  public void apply(List<Column> in, Encoded out, int numericAt, int categoricalAt) {
    int rows = out.rows();
    double[] values = out.doubles(rows);
    Column column = in.get(0);
    column.copyDoubles(0, rows, values, 0);
    if (flagged) {
      flags(values, out, numericAt + 1);
    }
    if (nulls != OnMissing.KEEP || nans != OnMissing.KEEP) {
      fill(column, values, rows);
    }
    for (Step s : steps) {
      s.map(values, rows);
    }
    out.put(values, numericAt);
  }

  private static void flags(double[] values, Encoded out, int at) {
    for (int r = 0; r < out.rows(); r++) {
      out.numeric()[r * out.numericWidth() + at] = Double.isNaN(values[r]) ? 1f : 0f;
    }
  }

  private void fill(Column column, double[] values, int rows) {
    for (int r = 0; r < rows; r++) {
      if (Double.isNaN(values[r])) {
        boolean isNull = column.isNull(r);
        OnMissing policy = isNull ? nulls : nans;
        if (policy == OnMissing.ERROR) {
          throw new BadValueException(column(), r, isNull ? "null" : "NaN");
        }
        values[r] = policy == OnMissing.FILL ? fill : Double.NaN;
      }
    }
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("name", feature.name());
    json.put("nulls", nulls.name()).put("nans", nans.name()).put("fill", fill);
    json.put("flagged", flagged);
    Step.write(steps, json);
    FeatureJson.put(json, feature);
  }

  static ScaledNumber fromJson(List<ColumnField> inputs, FeatureJson json) {
    return new ScaledNumber(
        inputs,
        json.choice("nulls", OnMissing.class),
        json.choice("nans", OnMissing.class),
        json.number("fill"),
        json.flag("flagged"),
        Step.read(json),
        json.numericFeature(json.text("name")));
  }
}

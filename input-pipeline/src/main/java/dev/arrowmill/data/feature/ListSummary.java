package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import java.util.ArrayList;
import java.util.List;

/**
 * Length of a list and, where its elements are numbers, their mean, smallest and largest, each
 * through steps of its own. A null list, and an empty one but for its length, is missing; elements
 * that are null or not finite are left out.
 */
record ListSummary(List<ColumnField> inputs, List<List<Step>> steps, List<NumericFeature> numeric)
    implements Transform {
  static final List<String> PARTS = List.of("length", "mean", "min", "max");

  ListSummary {
    inputs = List.copyOf(inputs);
    steps = steps.stream().map(List::copyOf).toList();
    numeric = List.copyOf(numeric);
  }

  @Override
  public List<CategoricalFeature> categorical() {
    return List.of();
  }

  @Override
  public void apply(List<Column> in, Encoded out, int numericAt, int categoricalAt) {
    for (int part = 0; part < numeric.size(); part++) {
      double[] values = out.doubles(out.rows());
      for (int r = 0; r < out.rows(); r++) {
        values[r] = value(in.get(0), r, part);
      }
      for (Step s : steps.get(part)) {
        s.map(values, out.rows());
      }
      out.put(values, numericAt + part);
    }
  }

  /** How many parts a list of this type has. */
  static int parts(ColumnType list) {
    return list == ColumnType.STRING_LIST ? 1 : PARTS.size();
  }

  /** A part of one list, not scaled. */
  static double value(Column column, int row, int part) {
    if (column.isNull(row)) {
      return Double.NaN;
    }
    int start = column.listStart(row);
    int end = column.listEnd(row);
    if (part == 0) {
      return end - start;
    }
    Column elements = column.elements();
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    int n = 0;
    for (int i = start; i < end; i++) {
      double v = elements.isNull(i) ? Double.NaN : elements.getDouble(i) + 0.0;
      if (Double.isFinite(v)) {
        sum += v;
        min = Math.min(min, v);
        max = Math.max(max, v);
        n++;
      }
    }
    return n == 0 ? Double.NaN : part == 1 ? sum / n : part == 2 ? min : max;
  }

  @Override
  public void toJson(ObjectNode json) {
    var parts = json.putArray("parts");
    for (int i = 0; i < numeric.size(); i++) {
      ObjectNode part = parts.addObject().put("name", numeric.get(i).name());
      Step.write(steps.get(i), part);
      FeatureJson.put(part, numeric.get(i));
    }
  }

  static ListSummary fromJson(List<ColumnField> inputs, FeatureJson json) {
    List<List<Step>> steps = new ArrayList<>();
    List<NumericFeature> numeric = new ArrayList<>();
    for (FeatureJson part : json.children("parts")) {
      steps.add(Step.read(part));
      numeric.add(part.numericFeature(part.text("name")));
    }
    json.require(numeric.size() <= PARTS.size(), "parts", numeric.size());
    return new ListSummary(inputs, steps, numeric);
  }
}

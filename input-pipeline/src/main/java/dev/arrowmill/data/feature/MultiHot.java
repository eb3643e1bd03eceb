package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import java.util.ArrayList;
import java.util.List;

/** A float per kept element of a list column: 1 where the row's list holds it, else 0. */
record MultiHot(List<ColumnField> inputs, String name, LevelCodes levels) implements Transform {

  MultiHot {
    inputs = List.copyOf(inputs);
  }

  @Override
  public List<NumericFeature> numeric() {
    List<NumericFeature> out = new ArrayList<>();
    for (int i = 0; i < levels.known().size(); i++) {
      out.add(new NumericFeature(name + "[" + i + "]", false, List.of(0f, 1f)));
    }
    return out;
  }

  @Override
  public List<CategoricalFeature> categorical() {
    return List.of();
  }

  @Override
  public void apply(List<Column> in, Encoded out, int numericAt, int categoricalAt) {
    Column column = in.get(0);
    int count = levels.known().size();
    for (int r = 0; r < out.rows(); r++) {
      int at = r * out.numericWidth() + numericAt;
      java.util.Arrays.fill(out.numeric(), at, at + count, 0f);
      if (!column.isNull(r)) {
        Column elements = column.elements();
        for (int i = column.listStart(r); i < column.listEnd(r); i++) {
          int code = levels.code(elements, i) - CategoricalFeature.FIRST_LEVEL;
          if (code >= 0) {
            out.numeric()[at + code] = 1f;
          }
        }
      }
    }
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("name", name);
    levels.toJson(json);
  }

  static MultiHot fromJson(List<ColumnField> inputs, FeatureJson json) {
    return new MultiHot(inputs, json.text("name"), LevelCodes.fromJson(json));
  }
}

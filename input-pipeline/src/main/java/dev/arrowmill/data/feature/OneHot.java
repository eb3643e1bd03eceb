package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import java.util.ArrayList;
import java.util.List;

/** A float per code of a level but those of missing and unseen: 1 where the row has it, else 0. */
record OneHot(List<ColumnField> inputs, String name, LevelCodes levels) implements Transform {

  OneHot {
    inputs = List.copyOf(inputs);
  }

  @Override
  public List<NumericFeature> numeric() {
    List<NumericFeature> out = new ArrayList<>();
    for (int i = CategoricalFeature.FIRST_LEVEL; i < levels.cardinality(); i++) {
      int level = i - CategoricalFeature.FIRST_LEVEL;
      out.add(new NumericFeature(name + "[" + level + "]", false, List.of(0f, 1f)));
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
    int[] codes = out.ints(rows);
    levels.encode(in.get(0), rows, out, codes);
    int count = levels.cardinality() - CategoricalFeature.FIRST_LEVEL;
    for (int r = 0; r < rows; r++) {
      int at = r * out.numericWidth() + numericAt;
      java.util.Arrays.fill(out.numeric(), at, at + count, 0f);
      if (codes[r] >= CategoricalFeature.FIRST_LEVEL) {
        out.numeric()[at + codes[r] - CategoricalFeature.FIRST_LEVEL] = 1f;
      }
    }
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("name", name);
    levels.toJson(json);
  }

  static OneHot fromJson(List<ColumnField> inputs, FeatureJson json) {
    return new OneHot(inputs, json.text("name"), LevelCodes.fromJson(json));
  }
}

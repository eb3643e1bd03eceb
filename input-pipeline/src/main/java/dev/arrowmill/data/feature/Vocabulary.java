package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import java.util.List;

/**
 * The code of a level.
 *
 * @param name of the feature
 * @param table name of the embedding table
 */
record Vocabulary(List<ColumnField> inputs, String name, String table, LevelCodes levels)
    implements Transform {

  Vocabulary {
    inputs = List.copyOf(inputs);
  }

  @Override
  public List<NumericFeature> numeric() {
    return List.of();
  }

  @Override
  public List<CategoricalFeature> categorical() {
    return List.of(new CategoricalFeature(name, levels.cardinality(), table, ""));
  }

  @Override
  public void apply(List<Column> in, Encoded out, int numericAt, int categoricalAt) {
    int rows = out.rows();
    int[] codes = out.ints(rows);
    levels.encode(in.get(0), rows, out, codes);
    int[] to = out.categorical();
    int width = out.categoricalWidth();
    for (int r = 0; r < rows; r++) {
      to[r * width + categoricalAt] = codes[r];
    }
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("name", name).put("table", table);
    levels.toJson(json);
  }

  static Vocabulary fromJson(List<ColumnField> inputs, FeatureJson json) {
    return new Vocabulary(inputs, json.text("name"), json.text("table"), LevelCodes.fromJson(json));
  }
}

package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import java.util.List;

/** The codes of the first elements of a list, padded: one bag. */
record ListBag(List<ColumnField> inputs, String name, String table, int width, LevelCodes levels)
    implements Transform {

  ListBag {
    inputs = List.copyOf(inputs);
  }

  @Override
  public List<NumericFeature> numeric() {
    return List.of();
  }

  @Override
  public List<CategoricalFeature> categorical() {
    return Bags.features(name, table, levels.cardinality(), width);
  }

  @Override
  public void apply(List<Column> in, Encoded out, int numericAt, int categoricalAt) {
    Column column = in.get(0);
    int[] to = out.categorical();
    for (int r = 0; r < out.rows(); r++) {
      int at = r * out.categoricalWidth() + categoricalAt;
      int filled = 0;
      if (!column.isNull(r)) {
        Column elements = column.elements();
        int end = Math.min(column.listEnd(r), column.listStart(r) + width);
        for (int i = column.listStart(r); i < end; i++) {
          to[at + filled++] = levels.code(elements, i);
        }
      }
      java.util.Arrays.fill(to, at + filled, at + width, CategoricalFeature.MISSING);
    }
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("name", name).put("table", table).put("width", width);
    levels.toJson(json);
  }

  static ListBag fromJson(List<ColumnField> inputs, FeatureJson json) {
    int width = json.integer("width");
    json.require(width > 0, "width", width);
    return new ListBag(
        inputs, json.text("name"), json.text("table"), width, LevelCodes.fromJson(json));
  }
}

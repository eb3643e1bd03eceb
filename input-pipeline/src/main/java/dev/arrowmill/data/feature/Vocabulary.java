package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Codes of text levels, in the order of the list; missing and unseen texts have their buckets. */
final class Vocabulary implements Transform {
  private final String column;
  private final List<String> levels;
  private final Map<String, Integer> codes = new HashMap<>();

  Vocabulary(String column, List<String> levels) {
    this.column = column;
    this.levels = List.copyOf(levels);
    for (int i = 0; i < this.levels.size(); i++) {
      codes.put(this.levels.get(i), CategoricalFeature.FIRST_LEVEL + i);
    }
  }

  @Override
  public String column() {
    return column;
  }

  @Override
  public ColumnType type() {
    return ColumnType.STRING;
  }

  @Override
  public List<NumericFeature> numeric() {
    return List.of();
  }

  @Override
  public List<CategoricalFeature> categorical() {
    return List.of(new CategoricalFeature(column, CategoricalFeature.FIRST_LEVEL + levels.size()));
  }

  @Override
  public void apply(Column in, Encoded out, int numericAt, int categoricalAt) {
    int[] to = out.categorical();
    int width = out.categoricalWidth();
    for (int r = 0; r < out.rows(); r++) {
      to[r * width + categoricalAt] =
          in.isNull(r)
              ? CategoricalFeature.MISSING
              : codes.getOrDefault(in.getString(r), CategoricalFeature.UNSEEN);
    }
  }

  @Override
  public void toJson(ObjectNode json) {
    var array = json.putArray("levels");
    levels.forEach(array::add);
  }

  static Vocabulary fromJson(String column, ColumnType type, FeatureJson json) {
    json.require(type == ColumnType.STRING, "type", type);
    return new Vocabulary(column, json.texts("levels"));
  }
}

package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import java.util.Arrays;
import java.util.List;

/** Codes of the levels of a boolean or numeric column; missing and unseen have their buckets. */
final class NumberLevels implements Transform {
  private final String column;
  private final ColumnType type;
  private final double[] levels;

  /**
   * @param levels ascending
   */
  NumberLevels(String column, ColumnType type, double[] levels) {
    this.column = column;
    this.type = type;
    this.levels = levels;
  }

  @Override
  public String column() {
    return column;
  }

  @Override
  public ColumnType type() {
    return type;
  }

  @Override
  public List<NumericFeature> numeric() {
    return List.of();
  }

  @Override
  public List<CategoricalFeature> categorical() {
    return List.of(new CategoricalFeature(column, CategoricalFeature.FIRST_LEVEL + levels.length));
  }

  @Override
  public void apply(Column in, Encoded out, int numericAt, int categoricalAt) {
    int[] to = out.categorical();
    int width = out.categoricalWidth();
    for (int r = 0; r < out.rows(); r++) {
      to[r * width + categoricalAt] =
          in.isNull(r) ? CategoricalFeature.MISSING : code(in.getDouble(r) + 0.0);
    }
  }

  private int code(double value) {
    if (Double.isNaN(value)) {
      return CategoricalFeature.MISSING;
    }
    int i = Arrays.binarySearch(levels, value);
    return i < 0 ? CategoricalFeature.UNSEEN : CategoricalFeature.FIRST_LEVEL + i;
  }

  @Override
  public void toJson(ObjectNode json) {
    FeatureJson.put(json, "levels", levels);
  }

  static NumberLevels fromJson(String column, ColumnType type, FeatureJson json) {
    return new NumberLevels(column, type, json.numbers("levels"));
  }
}

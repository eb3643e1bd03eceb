package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import java.util.Arrays;
import java.util.List;

/**
 * The code of a number's bin; values beyond the outermost edges fall into the outermost bins, a
 * value on an edge into the bin above it.
 */
final class BinCodes implements Transform {
  private final List<ColumnField> inputs;
  private final String name;
  private final double[] inner;
  private final OnMissing nulls;
  private final OnMissing nans;

  /**
   * @param inner the edges between bins, ascending: one less than there are bins
   */
  BinCodes(List<ColumnField> inputs, String name, double[] inner, OnMissing nulls, OnMissing nans) {
    this.inputs = List.copyOf(inputs);
    this.name = name;
    this.inner = inner;
    this.nulls = nulls;
    this.nans = nans;
  }

  @Override
  public List<ColumnField> inputs() {
    return inputs;
  }

  @Override
  public List<NumericFeature> numeric() {
    return List.of();
  }

  @Override
  public List<CategoricalFeature> categorical() {
    return List.of(new CategoricalFeature(name, CategoricalFeature.FIRST_LEVEL + inner.length + 1));
  }

  @Override
  public void apply(List<Column> in, Encoded out, int numericAt, int categoricalAt) {
    int rows = out.rows();
    double[] values = out.doubles(rows);
    in.get(0).copyDoubles(0, rows, values, 0);
    int[] to = out.categorical();
    int width = out.categoricalWidth();
    for (int r = 0; r < rows; r++) {
      to[r * width + categoricalAt] =
          Double.isNaN(values[r]) ? missing(in.get(0), r) : code(values[r]);
    }
  }

  private int missing(Column column, int row) {
    boolean isNull = column.isNull(row);
    if ((isNull ? nulls : nans) == OnMissing.ERROR) {
      throw new BadValueException(column(), row, isNull ? "null" : "NaN");
    }
    return CategoricalFeature.MISSING;
  }

  private int code(double value) {
    int i = Arrays.binarySearch(inner, value + 0.0);
    return CategoricalFeature.FIRST_LEVEL + (i >= 0 ? i + 1 : -i - 1);
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("name", name).put("nulls", nulls.name()).put("nans", nans.name());
    FeatureJson.put(json, "edges", inner);
  }

  static BinCodes fromJson(List<ColumnField> inputs, FeatureJson json) {
    return new BinCodes(
        inputs,
        json.text("name"),
        json.numbers("edges"),
        json.choice("nulls", OnMissing.class),
        json.choice("nans", OnMissing.class));
  }
}

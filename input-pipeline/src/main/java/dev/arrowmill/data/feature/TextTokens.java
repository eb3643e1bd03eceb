package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import java.util.Arrays;
import java.util.List;

/** The codes of the first tokens of a text, padded: one bag. */
record TextTokens(List<ColumnField> inputs, String name, int length, Tokenizer tokenizer)
    implements Transform {

  TextTokens {
    inputs = List.copyOf(inputs);
  }

  @Override
  public List<NumericFeature> numeric() {
    return List.of();
  }

  @Override
  public List<CategoricalFeature> categorical() {
    int cardinality = CategoricalFeature.FIRST_LEVEL + tokenizer.size();
    return Bags.features(name, name, cardinality, length);
  }

  @Override
  public void apply(List<Column> in, Encoded out, int numericAt, int categoricalAt) {
    Column column = in.get(0);
    int[] to = out.categorical();
    for (int r = 0; r < out.rows(); r++) {
      int at = r * out.categoricalWidth() + categoricalAt;
      int n =
          column.isNull(r)
              ? 0
              : tokenizer.encode(Utf16.wellFormed(column.getString(r)), to, at, length);
      for (int i = at; i < at + n; i++) {
        to[i] += CategoricalFeature.FIRST_LEVEL;
      }
      Arrays.fill(to, at + n, at + length, CategoricalFeature.MISSING);
    }
  }

  @Override
  public void toJson(ObjectNode json) {
    json.put("name", name).put("length", length);
    tokenizer.toJson(json);
  }

  static TextTokens fromJson(List<ColumnField> inputs, FeatureJson json) {
    json.require(inputs.get(0).type() == ColumnType.STRING, "type", inputs.get(0).type());
    int length = json.integer("length");
    json.require(length > 0, "length", length);
    return new TextTokens(inputs, json.text("name"), length, Tokenizer.fromJson(json));
  }
}

package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fitted feature transforms: raw columns in, {@link Encoded} rows out. Immutable and thread-safe;
 * the same row gives the same bits in training, in Spark and in a plain JVM.
 */
public final class Features {
  private final List<Transform> transforms;
  private final List<NumericFeature> numeric = new ArrayList<>();
  private final List<CategoricalFeature> categorical = new ArrayList<>();
  private final int[] numericAt;
  private final int[] categoricalAt;
  private final ColumnSchema input;

  public Features(List<Transform> transforms) {
    this.transforms = List.copyOf(transforms);
    Map<String, ColumnField> fields = new LinkedHashMap<>();
    this.numericAt = new int[this.transforms.size()];
    this.categoricalAt = new int[this.transforms.size()];
    for (int i = 0; i < numericAt.length; i++) {
      Transform t = this.transforms.get(i);
      numericAt[i] = numeric.size();
      categoricalAt[i] = categorical.size();
      numeric.addAll(t.numeric());
      categorical.addAll(t.categorical());
      ColumnField field = new ColumnField(t.column(), t.type());
      ColumnField other = fields.put(t.column(), field);
      if (other != null && other.type() != field.type()) {
        throw new IllegalArgumentException("features: two types of one column: " + other + field);
      }
    }
    this.input = ColumnSchema.of(List.copyOf(fields.values()));
  }

  public List<Transform> transforms() {
    return transforms;
  }

  /** The floats of an encoded row, in order. */
  public List<NumericFeature> numeric() {
    return List.copyOf(numeric);
  }

  /** The codes of an encoded row, in order. */
  public List<CategoricalFeature> categorical() {
    return List.copyOf(categorical);
  }

  /** The raw columns that are read. */
  public ColumnSchema input() {
    return input;
  }

  /** An empty batch of the right widths for {@link #encode}. */
  public Encoded newBatch() {
    return new Encoded(numeric.size(), categorical.size());
  }

  /**
   * Encodes all rows of a batch into {@code out}, replacing what was there. Columns are found by
   * name; others are ignored.
   *
   * @throws IllegalArgumentException if a column is absent or has another type than in training
   */
  public Encoded encode(Columns batch, Encoded out) {
    out.resize(batch.rows());
    for (int i = 0; i < numericAt.length; i++) {
      Transform t = transforms.get(i);
      var column = batch.column(t.column());
      if (column.type() != t.type()) {
        throw new IllegalArgumentException(
            "column " + t.column() + ": expected " + t.type() + ", got " + column.type());
      }
      t.apply(column, out, numericAt[i], categoricalAt[i]);
    }
    return out;
  }

  public JsonNode toJson() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    transforms.forEach(t -> Transforms.write(t, array.addObject()));
    return array;
  }

  /**
   * @throws IllegalArgumentException naming the column and the key that is missing or wrong
   */
  public static Features fromJson(JsonNode json) {
    if (!json.isArray()) {
      throw new IllegalArgumentException("features: expected a list of transforms");
    }
    List<Transform> transforms = new ArrayList<>();
    json.forEach(n -> transforms.add(Transforms.read(n)));
    return new Features(transforms);
  }
}

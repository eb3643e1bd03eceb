package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.arrowmill.arrow.Column;
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
  private final Expressions expressions;
  private final List<Transform> transforms;
  private final List<NumericFeature> numeric = new ArrayList<>();
  private final List<CategoricalFeature> categorical = new ArrayList<>();
  private final int[] numericAt;
  private final int[] categoricalAt;
  private final ColumnSchema input;

  public Features(List<Transform> transforms) {
    this(Expressions.NONE, transforms);
  }

  Features(Expressions computed, List<Transform> transforms) {
    this.transforms = List.copyOf(transforms);
    this.expressions =
        computed.needed(
            this.transforms.stream()
                .flatMap(t -> t.inputs().stream())
                .map(ColumnField::name)
                .toList());
    this.numericAt = new int[this.transforms.size()];
    this.categoricalAt = new int[this.transforms.size()];
    for (int i = 0; i < numericAt.length; i++) {
      Transform t = this.transforms.get(i);
      numericAt[i] = numeric.size();
      categoricalAt[i] = categorical.size();
      numeric.addAll(t.numeric());
      categorical.addAll(t.categorical());
    }
    this.input = input(expressions, this.transforms);
  }

  private static ColumnSchema input(Expressions expressions, List<Transform> transforms) {
    Map<String, ColumnField> fields = new LinkedHashMap<>();
    for (Transform t : transforms) {
      for (ColumnField field : t.inputs()) {
        if (!expressions.names().contains(field.name())) {
          put(field, fields);
        }
      }
    }
    expressions.reads().forEach(f -> put(f, fields));
    return ColumnSchema.of(List.copyOf(fields.values()));
  }

  private static void put(ColumnField field, Map<String, ColumnField> fields) {
    ColumnField other = fields.put(field.name(), field);
    if (other != null && other.type() != field.type()) {
      throw new IllegalArgumentException(
          "features: two types of one column: " + other + ", " + field);
    }
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
   * @throws BadValueException for a value that its column's policy refuses
   */
  public Encoded encode(Columns batch, Encoded out) {
    return encode(batch, false, out);
  }

  /**
   * As {@link #encode}, for rows that the features were fitted on: what was learned from their own
   * labels is left out.
   */
  public Encoded encodeTraining(Columns batch, Encoded out) {
    return encode(batch, true, out);
  }

  private Encoded encode(Columns raw, boolean training, Encoded out) {
    out.resize(raw.rows());
    Columns batch = expressions.isEmpty() ? raw : expressions.over(checked(raw));
    for (int i = 0; i < numericAt.length; i++) {
      Transform t = transforms.get(i);
      List<Column> in = columns(batch, t.inputs());
      if (training) {
        t.applyTraining(in, out, numericAt[i], categoricalAt[i]);
      } else {
        t.apply(in, out, numericAt[i], categoricalAt[i]);
      }
    }
    return out;
  }

  private Columns checked(Columns raw) {
    columns(raw, expressions.reads());
    return raw;
  }

  private static List<Column> columns(Columns batch, List<ColumnField> fields) {
    List<Column> out = new ArrayList<>(fields.size());
    for (ColumnField f : fields) {
      Column column = batch.column(f.name());
      if (column.type() != f.type()) {
        throw new IllegalArgumentException(
            "column " + f.name() + ": expected " + f.type() + ", got " + column.type());
      }
      out.add(column);
    }
    return out;
  }

  public JsonNode toJson() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    expressions.toJson(array);
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
    List<FeatureJson> computed = new ArrayList<>();
    List<Transform> transforms = new ArrayList<>();
    for (JsonNode node : json) {
      if (node.path("kind").asText("").equals(Expressions.KIND)) {
        computed.add(new FeatureJson(node, Expressions.KIND));
      } else {
        transforms.add(Transforms.read(node));
      }
    }
    return new Features(Expressions.fromJson(computed), transforms);
  }
}

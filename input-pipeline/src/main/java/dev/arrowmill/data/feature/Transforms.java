package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.ColumnType;
import java.util.LinkedHashMap;
import java.util.Map;

/** The kinds of transforms: one row each, by the name that stands in a saved model. */
final class Transforms {
  /** Builds a transform from its saved values. */
  interface Reader {
    Transform read(String column, ColumnType type, FeatureJson json);
  }

  private record Kind(Class<? extends Transform> type, Reader reader) {}

  private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("standardise", new Kind(Standardise.class, Standardise::fromJson));
    KINDS.put("quantile", new Kind(Quantile.class, Quantile::fromJson));
    KINDS.put("vocabulary", new Kind(Vocabulary.class, Vocabulary::fromJson));
    KINDS.put("number-levels", new Kind(NumberLevels.class, NumberLevels::fromJson));
    KINDS.put("date-parts", new Kind(DateParts.class, DateParts::fromJson));
  }

  private Transforms() {}

  static java.util.Set<String> names() {
    return java.util.Collections.unmodifiableSet(KINDS.keySet());
  }

  static String nameOf(Transform transform) {
    return KINDS.entrySet().stream()
        .filter(e -> e.getValue().type == transform.getClass())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    transform.getClass().getName() + " has no row in Transforms"));
  }

  static void write(Transform transform, ObjectNode json) {
    json.put("kind", nameOf(transform));
    json.put("column", transform.column());
    json.put("type", transform.type().name());
    transform.toJson(json);
  }

  static Transform read(JsonNode node) {
    FeatureJson head = new FeatureJson(node, "transform");
    String column = head.text("column");
    FeatureJson json = new FeatureJson(node, "transform of column " + column);
    String kind = json.text("kind");
    Kind row = KINDS.get(kind);
    if (row == null) {
      throw new IllegalArgumentException(
          "features: column " + column + ": unknown transform " + kind + ", known: " + names());
    }
    return row.reader.read(column, type(json), json);
  }

  private static ColumnType type(FeatureJson json) {
    String name = json.text("type");
    for (ColumnType t : ColumnType.values()) {
      if (t.name().equals(name)) {
        return t;
      }
    }
    json.require(false, "type", name);
    throw new AssertionError();
  }
}

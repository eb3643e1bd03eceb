package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The kinds of transforms: one row each, by the name that stands in a saved model. */
final class Transforms {
  /** Builds a transform from its saved values. */
  interface Reader {
    Transform read(List<ColumnField> inputs, FeatureJson json);
  }

  private record Kind(Class<? extends Transform> type, Reader reader) {}

  private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("number", new Kind(ScaledNumber.class, ScaledNumber::fromJson));
    KINDS.put("bins", new Kind(BinCodes.class, BinCodes::fromJson));
    KINDS.put("levels", new Kind(Vocabulary.class, Vocabulary::fromJson));
    KINDS.put("one-hot", new Kind(OneHot.class, OneHot::fromJson));
    KINDS.put("target", new Kind(TargetMeans.class, TargetMeans::fromJson));
    KINDS.put("date-parts", new Kind(DateParts.class, DateParts::fromJson));
    KINDS.put("calendar", new Kind(CalendarParts.class, CalendarParts::fromJson));
    KINDS.put("time-since", new Kind(TimeSince.class, TimeSince::fromJson));
    KINDS.put("list-bag", new Kind(ListBag.class, ListBag::fromJson));
    KINDS.put("multi-hot", new Kind(MultiHot.class, MultiHot::fromJson));
    KINDS.put("list-summary", new Kind(ListSummary.class, ListSummary::fromJson));
    KINDS.put("tokens", new Kind(TextTokens.class, TextTokens::fromJson));
  }

  private Transforms() {}

  static Set<String> names() {
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
    write(transform.inputs(), json.putArray("inputs"));
    transform.toJson(json);
  }

  static void write(List<ColumnField> fields, ArrayNode array) {
    for (ColumnField f : fields) {
      array.addObject().put("column", f.name()).put("type", f.type().name());
    }
  }

  static Transform read(JsonNode node) {
    List<ColumnField> inputs = inputs(new FeatureJson(node, "transform"), "inputs");
    String column = inputs.get(0).name();
    FeatureJson json = new FeatureJson(node, "transform of column " + column);
    String kind = json.text("kind");
    Kind row = KINDS.get(kind);
    if (row == null) {
      throw new IllegalArgumentException(
          "features: column " + column + ": unknown transform " + kind + ", known: " + names());
    }
    return row.reader.read(inputs, json);
  }

  static List<ColumnField> inputs(FeatureJson json, String key) {
    List<ColumnField> fields = new ArrayList<>();
    for (FeatureJson item : json.children(key)) {
      fields.add(new ColumnField(item.text("column"), item.choice("type", ColumnType.class)));
    }
    json.require(!fields.isEmpty(), key, "no columns");
    return fields;
  }
}

package dev.arrowmill.data.feature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A {@link FeatureSpec} as JSON: only what differs from the defaults. */
final class SpecJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private static final Map<String, ColumnSpec> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("numbers", Numbers.AUTO);
    KINDS.put("levels", Levels.AUTO);
    KINDS.put("dates", Dates.AUTO);
    KINDS.put("lists", Lists.AUTO);
    KINDS.put("text", Text.AUTO);
  }

  private SpecJson() {}

  static String write(FeatureSpec spec) {
    ObjectNode json = MAPPER.createObjectNode();
    ObjectNode columns = json.putObject("columns");
    spec.columns()
        .forEach(
            (name, specs) -> {
              ArrayNode array = columns.putArray(name);
              specs.forEach(s -> array.add(write(s)));
            });
    ObjectNode roles = json.putObject("roles");
    spec.roles().forEach((name, role) -> roles.put(name, role.name().toLowerCase(Locale.ROOT)));
    json.set("expressions", MAPPER.valueToTree(spec.expressions()));
    json.set("sharedTables", MAPPER.valueToTree(spec.sharedTables()));
    ObjectNode all = MAPPER.valueToTree(spec);
    ObjectNode defaults = MAPPER.valueToTree(FeatureSpec.auto());
    for (String key : List.of("bins", "minCount", "maxLevels", "numberLevels", "treeEdges")) {
      if (!all.get(key).equals(defaults.get(key))) {
        json.set(key, all.get(key));
      }
    }
    for (String key : List.of("columns", "roles", "expressions", "sharedTables")) {
      if (json.get(key).isEmpty()) {
        json.remove(key);
      }
    }
    return json.toString();
  }

  private static ObjectNode write(ColumnSpec spec) {
    String kind =
        KINDS.entrySet().stream()
            .filter(e -> e.getValue().getClass() == spec.getClass())
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    ObjectNode json = MAPPER.createObjectNode().put("kind", kind);
    ObjectNode all = MAPPER.valueToTree(spec);
    ObjectNode defaults = MAPPER.valueToTree(KINDS.get(kind));
    all.fields()
        .forEachRemaining(
            e -> {
              if (!e.getValue().equals(defaults.get(e.getKey()))) {
                json.set(e.getKey(), e.getValue());
              }
            });
    return json;
  }

  static FeatureSpec read(String text) {
    JsonNode json;
    try {
      json = MAPPER.readTree(text.isBlank() ? "{}" : text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("feature spec: not JSON: " + e.getOriginalMessage(), e);
    }
    ObjectNode object = object("feature spec", json);
    Map<String, List<ColumnSpec>> columns = new LinkedHashMap<>();
    if (object.has("columns")) {
      object("feature spec: columns", object.remove("columns"))
          .fields()
          .forEachRemaining(e -> columns.put(e.getKey(), columnSpecs(e.getKey(), e.getValue())));
    }
    FeatureSpec rest = merge("feature spec", FeatureSpec.auto(), object);
    return new FeatureSpec(
        columns,
        rest.roles(),
        rest.expressions(),
        rest.sharedTables(),
        rest.bins(),
        rest.minCount(),
        rest.maxLevels(),
        rest.numberLevels(),
        rest.treeEdges());
  }

  private static List<ColumnSpec> columnSpecs(String column, JsonNode json) {
    String where = "feature spec: column " + column;
    List<ColumnSpec> specs = new ArrayList<>();
    for (JsonNode node : json.isArray() ? json : MAPPER.createArrayNode().add(json)) {
      ObjectNode object = object(where, node);
      JsonNode kind = object.remove("kind");
      ColumnSpec defaults = kind == null ? null : KINDS.get(kind.asText());
      if (defaults == null) {
        throw new IllegalArgumentException(
            where + ": kind must be one of " + KINDS.keySet() + ", is " + kind);
      }
      specs.add(merge(where, defaults, object));
    }
    return specs;
  }

  /** The defaults with the given keys replaced. */
  @SuppressWarnings("unchecked")
  private static <T> T merge(String where, T defaults, ObjectNode given) {
    ObjectNode all = MAPPER.valueToTree(defaults);
    given
        .fields()
        .forEachRemaining(
            e -> {
              if (!all.has(e.getKey())) {
                List<String> known = new ArrayList<>();
                all.fieldNames().forEachRemaining(known::add);
                throw new IllegalArgumentException(
                    where + ": unknown key " + e.getKey() + ", known: " + known);
              }
              all.set(e.getKey(), e.getValue());
            });
    try {
      return (T) MAPPER.treeToValue(all, defaults.getClass());
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException c ? c : e;
      String what = cause == e ? e.getOriginalMessage() : String.valueOf(cause.getMessage());
      throw new IllegalArgumentException(where + ": " + what, e);
    }
  }

  private static ObjectNode object(String where, JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException(where + ": expected a JSON object, got " + json);
    }
    return ((ObjectNode) json).deepCopy();
  }
}

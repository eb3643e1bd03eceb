package dev.arrowmill.data.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Reads fitted values back and says which one is missing or wrong. */
final class FeatureJson {
  private final JsonNode json;
  private final String where;

  FeatureJson(JsonNode json, String where) {
    this.json = json;
    this.where = where;
  }

  static void put(ObjectNode json, String key, double[] values) {
    ArrayNode array = json.putArray(key);
    for (double v : values) {
      array.add(v);
    }
  }

  static void put(ObjectNode json, String key, List<Float> values) {
    ArrayNode array = json.putArray(key);
    values.forEach(array::add);
  }

  static void put(ObjectNode json, String key, long[] values) {
    ArrayNode array = json.putArray(key);
    for (long v : values) {
      array.add(v);
    }
  }

  static void putTexts(ObjectNode json, String key, List<String> values) {
    ArrayNode array = json.putArray(key);
    values.forEach(array::add);
  }

  static void put(ObjectNode json, NumericFeature feature) {
    json.put("missing", feature.missing());
    put(json, "edges", feature.edges());
  }

  NumericFeature numericFeature(String name) {
    return new NumericFeature(name, flag("missing"), floats("edges"));
  }

  void require(boolean ok, String key, Object value) {
    if (!ok) {
      throw new IllegalArgumentException("features: " + where + ": bad " + key + ": " + value);
    }
  }

  private JsonNode get(String key) {
    JsonNode node = json.get(key);
    require(node != null && !node.isNull(), key, "missing");
    return java.util.Objects.requireNonNull(node);
  }

  String text(String key) {
    JsonNode node = get(key);
    require(node.isTextual(), key, node);
    return node.textValue();
  }

  double number(String key) {
    return number(key, get(key));
  }

  boolean flag(String key) {
    JsonNode node = get(key);
    require(node.isBoolean(), key, node);
    return node.booleanValue();
  }

  double[] numbers(String key) {
    List<JsonNode> items = items(key);
    return items.stream().mapToDouble(n -> number(key, n)).toArray();
  }

  List<Float> floats(String key) {
    return items(key).stream().map(n -> (float) number(key, n)).toList();
  }

  List<String> texts(String key) {
    List<String> out = new ArrayList<>();
    for (JsonNode n : items(key)) {
      require(n.isTextual(), key, n);
      out.add(n.textValue());
    }
    return out;
  }

  /** One of the constants of an enum, by its name. */
  <E extends Enum<E>> E choice(String key, Class<E> type) {
    String name = text(key);
    for (E e : type.getEnumConstants()) {
      if (e.name().equals(name)) {
        return e;
      }
    }
    require(false, key, name);
    throw new AssertionError();
  }

  int integer(String key) {
    JsonNode node = get(key);
    require(node.isInt(), key, node);
    return node.intValue();
  }

  long whole(String key) {
    JsonNode node = get(key);
    require(node.isIntegralNumber() && node.canConvertToLong(), key, node);
    return node.longValue();
  }

  long[] longs(String key) {
    List<JsonNode> items = items(key);
    items.forEach(n -> require(n.isIntegralNumber() && n.canConvertToLong(), key, n));
    return items.stream().mapToLong(JsonNode::longValue).toArray();
  }

  /** The objects of a list. */
  List<FeatureJson> children(String key) {
    return items(key).stream().map(n -> new FeatureJson(n, where)).toList();
  }

  FeatureJson child(String key) {
    return new FeatureJson(get(key), where);
  }

  boolean has(String key) {
    return json.has(key);
  }

  private double number(String key, JsonNode node) {
    require(node.isNumber(), key, node);
    return node.doubleValue();
  }

  private List<JsonNode> items(String key) {
    JsonNode node = get(key);
    require(node.isArray(), key, node);
    List<JsonNode> out = new ArrayList<>();
    node.forEach(out::add);
    return out;
  }
}

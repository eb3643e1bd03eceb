package dev.arrowmill.data.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** The state of a scan as JSON: Long, Double, Boolean and String values by name, all exact. */
final class ScanState {
  private ScanState() {}

  static void check(Map<String, Object> state) {
    state.forEach(
        (name, value) -> {
          if (!(value instanceof Long
              || value instanceof Double
              || value instanceof Boolean
              || value instanceof String)) {
            throw new IllegalArgumentException(
                "scan: the state's "
                    + name
                    + " is a "
                    + value.getClass().getSimpleName()
                    + "; use Long, Double, Boolean or String");
          }
        });
  }

  static ObjectNode write(Map<String, Object> state) {
    ObjectNode out = Stage.object();
    new TreeMap<>(state)
        .forEach(
            (name, value) -> {
              if (value instanceof Long l) {
                out.put(name, l);
              } else if (value instanceof Boolean b) {
                out.put(name, b);
              } else if (value instanceof Double d) {
                out.put(name, "d" + Double.toHexString(d));
              } else {
                out.put(name, "s" + value);
              }
            });
    return out;
  }

  static Map<String, Object> read(JsonNode saved) {
    Map<String, Object> out = new TreeMap<>();
    for (Map.Entry<String, JsonNode> e : saved.properties()) {
      out.put(e.getKey(), value(e.getValue()));
    }
    return out;
  }

  private static Object value(JsonNode saved) {
    if (saved.isBoolean()) {
      return saved.asBoolean();
    }
    if (saved.isNumber()) {
      return saved.asLong();
    }
    String text = saved.asText();
    return text.startsWith("d") ? Double.parseDouble(text.substring(1)) : text.substring(1);
  }
}

package dev.arrowmill.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrowmill.model.LabelSpec;
import java.util.Map;
import java.util.TreeMap;

/** The text of the param {@code classWeights}. */
final class ClassWeights {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ClassWeights() {}

  static String text(Map<String, Double> weights) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(weights));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws IllegalArgumentException if it is neither empty, nor "balanced", nor a JSON object
   */
  static Map<String, Double> parse(String text) {
    if (text.isEmpty()) {
      return Map.of();
    }
    if (text.equals(LabelSpec.BALANCED)) {
      return Map.of(LabelSpec.BALANCED, 1.0);
    }
    try {
      return JSON.readValue(text, new TypeReference<TreeMap<String, Double>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "classWeights: expected 'balanced' or JSON {\"class\": factor}, got '" + text + "'", e);
    }
  }
}

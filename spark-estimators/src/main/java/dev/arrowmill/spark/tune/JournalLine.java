package dev.arrowmill.spark.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** One line of JSON with the checksum of what it says. */
final class JournalLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JournalLine() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static byte[] seal(JsonNode entry) {
    ObjectNode line = JSON.createObjectNode();
    line.set("entry", entry);
    line.put("crc32", checksum(entry));
    return (text(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The inverse of {@link #seal}.
   *
   * @param file named in the error
   */
  static JsonNode open(byte[] bytes, String file) {
    try {
      JsonNode line = JSON.readTree(bytes);
      JsonNode entry = line.path("entry");
      if (entry.isObject() && line.path("crc32").asText().equals(checksum(entry))) {
        return entry;
      }
    } catch (IOException e) {
      throw new TuneJournalException(damaged(file), e);
    }
    throw new TuneJournalException(damaged(file));
  }

  private static String damaged(String file) {
    return "journal " + file + ": is damaged; delete it, and what it held is trained again";
  }

  static JsonNode of(TrialReport r) {
    ObjectNode node = JSON.createObjectNode();
    node.put("trial", r.step().trial()).put("rung", r.step().rung());
    node.put("maxEpochs", r.maxEpochs()).put("epochs", r.epochs()).put("bestEpoch", r.bestEpoch());
    node.put("validationLoss", Double.toString(r.validationLoss()));
    ObjectNode values = node.putObject("values");
    r.values().forEach(values::put);
    return node;
  }

  static TrialReport report(JsonNode node) {
    Map<String, String> values = new TreeMap<>();
    node.get("values")
        .fields()
        .forEachRemaining(e -> values.put(e.getKey(), e.getValue().asText()));
    return new TrialReport(
        new Step(node.get("trial").asInt(), node.get("rung").asInt()),
        values,
        node.get("maxEpochs").asInt(),
        node.get("epochs").asInt(),
        node.get("bestEpoch").asInt(),
        Double.parseDouble(node.get("validationLoss").asText()));
  }

  private static String checksum(JsonNode entry) {
    CRC32 crc = new CRC32();
    crc.update(text(entry).getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  private static String text(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.arrowmill.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Journal entries as JSON. Doubles travel as text so that every value, NaN included, comes back.
 */
final class JournalCodec {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JournalCodec() {}

  static byte[] encode(JournalEntry entry) {
    ObjectNode node = JSON.createObjectNode();
    if (entry instanceof JournalEntry.Metric m) {
      node.put("t", "metric")
          .put("k", m.point().key())
          .put("v", Double.toString(m.point().value()));
      node.put("ts", m.point().timestamp()).put("s", m.point().step());
    } else if (entry instanceof JournalEntry.Param p) {
      node.put("t", "param").put("k", p.key()).put("v", p.value());
    } else if (entry instanceof JournalEntry.Tag t) {
      node.put("t", "tag").put("k", t.key()).put("v", t.value());
    } else if (entry instanceof JournalEntry.Text t) {
      node.put("t", "text").put("k", t.name()).put("v", t.content());
    } else if (entry instanceof JournalEntry.File f) {
      node.put("t", "file").put("k", f.name()).put("v", f.file().toString());
    } else if (entry instanceof JournalEntry.Bound b) {
      node.put("t", "bound").put("v", b.runId());
    } else if (entry instanceof JournalEntry.Ended e) {
      node.put("t", "end").put("v", e.status().name()).put("ts", e.time());
    } else if (entry instanceof JournalEntry.Started s) {
      encodeStart(node, s.run());
    }
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void encodeStart(ObjectNode node, NewRun run) {
    node.put("t", "start").put("id", run.localId()).put("experiment", run.experiment());
    node.put("name", run.name()).put("ts", run.startTime());
    node.set("tags", JSON.valueToTree(run.tags()));
  }

  static JournalEntry decode(byte[] bytes) throws IOException {
    JsonNode n = JSON.readTree(bytes);
    String type = n.path("t").asText();
    String key = n.path("k").asText();
    String value = n.path("v").asText();
    long time = n.path("ts").asLong();
    return switch (type) {
      case "metric" ->
          new JournalEntry.Metric(
              new MetricPoint(key, Double.parseDouble(value), time, n.path("s").asLong()));
      case "param" -> new JournalEntry.Param(key, value);
      case "tag" -> new JournalEntry.Tag(key, value);
      case "text" -> new JournalEntry.Text(key, value);
      case "file" -> new JournalEntry.File(key, Path.of(value));
      case "bound" -> new JournalEntry.Bound(value);
      case "end" -> new JournalEntry.Ended(RunStatus.valueOf(value), time);
      case "start" -> new JournalEntry.Started(decodeStart(n));
      default -> throw new IOException("journal: unknown entry type '" + type + "'");
    };
  }

  private static NewRun decodeStart(JsonNode n) throws JsonProcessingException {
    Map<String, String> tags = new TreeMap<>();
    n.path("tags").fields().forEachRemaining(e -> tags.put(e.getKey(), e.getValue().asText()));
    return new NewRun(
        n.path("id").asText(),
        n.path("experiment").asText(),
        n.path("name").asText(),
        n.path("ts").asLong(),
        tags);
  }
}

package dev.arrowmill.data.op;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.SourceIdentity;
import java.util.List;

/** Iterator states as JSON, with what is needed to refuse those of another dataset. */
final class Checkpoint {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;
  private static final int NAME_LIMIT = 160;

  private final String pipeline;
  private final SourceIdentity source;

  Checkpoint(Node node) {
    this.pipeline = shorten(node.pipeline());
    this.source = combine(node.sources());
  }

  /** At most {@link #NAME_LIMIT} plain characters and a hash of all of them. */
  private static String shorten(String name) {
    String plain = name.replaceAll("[^ -~]|[\"\\\\]", "?");
    String head = plain.length() <= NAME_LIMIT ? plain : plain.substring(0, NAME_LIMIT) + "...";
    return head + " #" + Integer.toHexString(name.hashCode());
  }

  private static SourceIdentity combine(List<SourceIdentity> sources) {
    int files = 0;
    long rows = 0;
    long bytes = 0;
    int digest = 1;
    for (SourceIdentity s : sources) {
      files += s.files();
      rows += s.rows();
      bytes += s.bytes();
      digest = 31 * digest + s.digest().hashCode();
    }
    String text = sources.size() == 1 ? sources.get(0).digest() : Integer.toHexString(digest);
    return new SourceIdentity(files, rows, bytes, text);
  }

  String write(long seed, long pass, boolean ended, ObjectNode position) {
    ObjectNode s = Stage.object().put("version", VERSION).put("seed", seed);
    s.put("pipeline", pipeline).put("pass", pass).put("ended", ended);
    s.set(
        "source",
        Stage.object()
            .put("files", source.files())
            .put("rows", source.rows())
            .put("bytes", source.bytes())
            .put("digest", source.digest()));
    s.set("position", position);
    return s.toString();
  }

  JsonNode read(String json) {
    JsonNode state;
    try {
      state = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("restore: the state is no JSON: " + json, e);
    }
    if (state.path("version").asInt() != VERSION) {
      throw new IllegalArgumentException(
          "restore: the state has version " + state.path("version") + ", expected " + VERSION);
    }
    requireSame("pipeline", state.path("pipeline").asText(), pipeline);
    requireSame("source", identity(state.path("source")).toString(), source.toString());
    return state;
  }

  private static SourceIdentity identity(JsonNode s) {
    return new SourceIdentity(
        s.path("files").asInt(),
        s.path("rows").asLong(),
        s.path("bytes").asLong(),
        s.path("digest").asText());
  }

  private static void requireSame(String what, String saved, String here) {
    if (!saved.equals(here)) {
      throw new IllegalArgumentException(
          "restore: the " + what + " has changed, saved with " + saved + ", now " + here);
    }
  }

  long seed(JsonNode state) {
    return state.path("seed").asLong();
  }

  long pass(JsonNode state) {
    return state.path("pass").asLong();
  }

  boolean ended(JsonNode state) {
    return state.path("ended").asBoolean();
  }

  JsonNode position(JsonNode state) {
    return state.path("position");
  }
}

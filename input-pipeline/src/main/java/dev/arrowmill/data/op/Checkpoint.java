package dev.arrowmill.data.op;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.arrow.SourceIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Iterator states as JSON, with what is needed to refuse those of another dataset. */
final class Checkpoint {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;
  private static final int NAME_LIMIT = 160;

  /** A longer position is deflated: states of many open inputs repeat themselves. */
  private static final int LONGEST = 400;

  private static final int MOST_UNPACKED = 1 << 20;

  private final String pipeline;
  private final SourceIdentity source;

  Checkpoint(Node node) {
    this.pipeline = shorten(node.pipeline());
    this.source = SourceIdentity.combine(node.sources());
  }

  /** At most {@link #NAME_LIMIT} plain characters and a hash of all of them. */
  private static String shorten(String name) {
    String plain = name.replaceAll("[^ -~]|[\"\\\\]", "?");
    String head = plain.length() <= NAME_LIMIT ? plain : plain.substring(0, NAME_LIMIT) + "...";
    return head + " #" + Integer.toHexString(name.hashCode());
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
            .put("digest", source.digest())
            .put("marks", source.marks()));
    String at = position.toString();
    if (at.length() <= LONGEST) {
      s.set("position", position);
    } else {
      s.put("packed", pack(at));
    }
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
    String saved = state.path("pipeline").asText();
    if (!saved.equals(pipeline)) {
      throw new IllegalArgumentException(
          "restore: the pipeline has changed, saved with " + saved + ", now " + pipeline);
    }
    String changes = source.changesSince(identity(state.path("source")));
    if (!changes.isEmpty()) {
      throw new IllegalArgumentException("restore: the source has changed, " + changes);
    }
    return state;
  }

  private static SourceIdentity identity(JsonNode s) {
    return new SourceIdentity(
        s.path("files").asInt(),
        s.path("rows").asLong(),
        s.path("bytes").asLong(),
        s.path("digest").asText(),
        s.path("marks").asText(),
        List.of());
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
    return state.has("packed") ? unpack(state.path("packed").asText()) : state.path("position");
  }

  private static String pack(String position) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(position.getBytes(StandardCharsets.UTF_8));
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] part = new byte[1024];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    } finally {
      deflater.end();
    }
  }

  private static JsonNode unpack(String packed) {
    try (InputStream in =
        new InflaterInputStream(
            new ByteArrayInputStream(Base64.getUrlDecoder().decode(packed)), new Inflater(true))) {
      return JSON.readTree(in.readNBytes(MOST_UNPACKED));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("restore: the state's position is damaged", e);
    }
  }
}

package dev.arrowmill.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.feature.Features;
import dev.arrowmill.model.net.NetConfig;
import dev.arrowmill.model.net.NetInput;
import dev.arrowmill.model.net.TabularNet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The artefact: everything that is needed to score a raw row, and where it came from. Immutable and
 * thread-safe, save that its network must not be trained further.
 *
 * <p>On disk it is a directory of {@code model.json} (format version, target, network shape,
 * provenance), {@code features.json} (fitted transforms), {@code weights.safetensors} and {@code
 * checksums.sha256}. No Java serialisation is involved.
 */
public final class TabularModel {
  /** The version of the directory's format that is written, and the only one that is read. */
  public static final int FORMAT_VERSION = 1;

  private static final String MODEL = "model.json";
  private static final String FEATURES = "features.json";
  private static final String WEIGHTS = "weights.safetensors";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Target target;
  private final Features features;
  private final NetConfig config;
  private final TabularNet net;
  private final Map<String, String> provenance;

  /**
   * @param provenance free facts about the training (seed, rows, data, version), kept in order of
   *     their keys
   */
  public TabularModel(
      Target target,
      Features features,
      NetConfig config,
      TabularNet net,
      Map<String, String> provenance) {
    this.target = target;
    this.features = features;
    this.config = config;
    this.net = net;
    this.provenance = java.util.Collections.unmodifiableMap(new TreeMap<>(provenance));
    net.eval();
  }

  public Target target() {
    return target;
  }

  public Features features() {
    return features;
  }

  public NetConfig config() {
    return config;
  }

  public Map<String, String> provenance() {
    return provenance;
  }

  /** Sixteen hexadecimal digits that identify the model's content: target, features, weights. */
  public String id() {
    return ArtefactFiles.id(toFiles());
  }

  TabularNet net() {
    return net;
  }

  /** A scorer with buffers of its own; make one per thread. */
  public Scorer scorer() {
    return new Scorer(this);
  }

  /**
   * Writes the directory; it appears under its name only when it is complete.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the path exists
   */
  public void save(Path directory) throws IOException {
    ArtefactFiles.write(toFiles(), directory);
  }

  /**
   * @throws ModelFormatException if a file is damaged, missing or of an unknown version
   */
  public static TabularModel load(Path directory) throws IOException {
    return fromFiles(ArtefactFiles.read(directory), directory.toString());
  }

  /** The artefact's files by name, checksums included, for any file system. */
  public Map<String, byte[]> toFiles() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try {
      files.put(MODEL, JSON.writeValueAsBytes(describe()));
      files.put(FEATURES, JSON.writeValueAsBytes(features.toJson()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    files.put(WEIGHTS, Weights.toBytes(net));
    return ArtefactFiles.seal(files);
  }

  /**
   * The inverse of {@link #toFiles}.
   *
   * @param where named in error messages
   */
  public static TabularModel fromFiles(Map<String, byte[]> files, String where) {
    ArtefactFiles.check(files, where);
    try {
      JsonNode model = JSON.readTree(file(files, MODEL, where));
      int version = model.path("formatVersion").asInt(-1);
      if (version != FORMAT_VERSION) {
        throw new ModelFormatException(
            where
                + "/"
                + MODEL
                + ": format version "
                + version
                + ", this arrowmill reads "
                + FORMAT_VERSION
                + "; load it with the version that wrote it");
      }
      Target target = JSON.treeToValue(model.path("target"), Target.class);
      NetConfig config = JSON.treeToValue(model.path("network"), NetConfig.class);
      Features features = Features.fromJson(JSON.readTree(file(files, FEATURES, where)));
      TabularNet net = config.build(NetInput.of(features, target.outputs()), 0);
      Weights.load(net, file(files, WEIGHTS, where), where + "/" + WEIGHTS);
      return new TabularModel(target, features, config, net, facts(model.path("provenance")));
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelFormatException(where + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static byte[] file(Map<String, byte[]> files, String name, String where) {
    byte[] data = files.get(name);
    if (data == null) {
      throw new ModelFormatException(where + ": file " + name + " is missing");
    }
    return data;
  }

  private static Map<String, String> facts(JsonNode json) {
    Map<String, String> facts = new TreeMap<>();
    json.properties().forEach(e -> facts.put(e.getKey(), e.getValue().asText()));
    return facts;
  }

  private JsonNode describe() {
    ObjectNode json = JSON.createObjectNode();
    json.put("formatVersion", FORMAT_VERSION);
    json.set("target", JSON.valueToTree(target));
    json.set("network", JSON.valueToTree(config));
    ObjectNode input = json.putObject("input");
    features.input().fields().forEach(f -> input.put(f.name(), f.type().name()));
    ObjectNode facts = json.putObject("provenance");
    provenance.forEach(facts::put);
    return json;
  }
}

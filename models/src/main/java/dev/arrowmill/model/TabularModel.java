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
import dev.arrowmill.model.train.TrainResult;
import dev.arrowmill.model.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The artefact: everything that is needed to score a raw row, and where it came from. Immutable and
 * thread-safe, save that its network must not be trained further.
 *
 * <p>On disk it is a directory of {@code model.json} (format version, targets, network, calibration
 * and threshold, provenance), {@code features.json} (fitted transforms), {@code
 * weights.safetensors} (one file for each member of an ensemble) and {@code checksums.sha256}. No
 * Java serialisation is involved.
 */
public final class TabularModel {
  /** The version of the directory's format that is written, and the only one that is read. */
  public static final int FORMAT_VERSION = 2;

  private static final String MODEL = "model.json";
  private static final String FEATURES = "features.json";
  private static final String WEIGHTS = "weights.safetensors";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final List<Target> targets;
  private final Features features;
  private final NetConfig config;
  private final List<TabularNet> nets;
  private final Decision decision;
  private final Map<String, String> provenance;

  /**
   * @param targets the labels, at least one
   * @param nets one network, or the members of an ensemble, whose outputs are averaged
   * @param decision for the first label
   * @param provenance free facts about the training (seed, rows, data, version), kept in order of
   *     their keys
   */
  public TabularModel(
      List<Target> targets,
      Features features,
      NetConfig config,
      List<TabularNet> nets,
      Decision decision,
      Map<String, String> provenance) {
    this.targets = List.copyOf(targets);
    this.features = features;
    this.config = config;
    this.nets = List.copyOf(nets);
    this.decision = decision;
    this.provenance = java.util.Collections.unmodifiableMap(new TreeMap<>(provenance));
    this.nets.forEach(TabularNet::eval);
  }

  /** One label and one network. */
  public TabularModel(
      Target target,
      Features features,
      NetConfig config,
      TabularNet net,
      Map<String, String> provenance) {
    this(List.of(target), features, config, List.of(net), Decision.PLAIN, provenance);
  }

  /** What a training came to, with its weights in place. */
  public static TabularModel of(
      TrainingPlan plan, TrainResult result, Decision decision, Map<String, String> provenance) {
    List<TabularNet> nets = new ArrayList<>();
    for (byte[] weights : result.members()) {
      TabularNet net = plan.newNetwork();
      Weights.load(net, weights, "trained weights");
      nets.add(net);
    }
    return new TabularModel(
        plan.targets(), plan.features(), plan.network(), nets, decision, provenance);
  }

  /** The first label. */
  public Target target() {
    return targets.get(0);
  }

  public List<Target> targets() {
    return targets;
  }

  /** Calibration and threshold of the first label. */
  public Decision decision() {
    return decision;
  }

  /** The same model with another calibration or threshold. */
  public TabularModel with(Decision newDecision) {
    return new TabularModel(targets, features, config, nets, newDecision, provenance);
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

  /** The networks: one, or the members of an ensemble. They must not be trained further. */
  public List<TabularNet> nets() {
    return nets;
  }

  /** The weights of the first network as safetensors, for training to go on from them. */
  public byte[] weights() {
    return Weights.toBytes(nets.get(0));
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
    for (int i = 0; i < nets.size(); i++) {
      files.put(weightsFile(i, nets.size()), Weights.toBytes(nets.get(i)));
    }
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
      List<Target> targets = new ArrayList<>();
      for (JsonNode t : model.path("targets")) {
        targets.add(JSON.treeToValue(t, Target.class));
      }
      NetConfig config = JSON.treeToValue(model.path("network"), NetConfig.class);
      Decision decision = JSON.treeToValue(model.path("decision"), Decision.class);
      Features features = Features.fromJson(JSON.readTree(file(files, FEATURES, where)));
      int outputs = targets.stream().mapToInt(Target::outputs).sum();
      int members = model.path("members").asInt(0);
      List<TabularNet> nets = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        TabularNet net = config.build(NetInput.of(features, outputs), 0);
        String name = weightsFile(i, members);
        Weights.load(net, file(files, name, where), where + "/" + name);
        nets.add(net);
      }
      if (targets.isEmpty() || nets.isEmpty() || decision == null) {
        throw new IllegalArgumentException("no targets, members or decision in " + MODEL);
      }
      return new TabularModel(
          targets, features, config, nets, decision, facts(model.path("provenance")));
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelFormatException(where + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static String weightsFile(int member, int members) {
    return members == 1 ? WEIGHTS : "weights-" + member + ".safetensors";
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
    json.set("targets", JSON.valueToTree(targets));
    json.set("network", JSON.valueToTree(config));
    json.put("members", nets.size());
    json.set("decision", JSON.valueToTree(decision));
    ObjectNode input = json.putObject("input");
    features.input().fields().forEach(f -> input.put(f.name(), f.type().name()));
    ObjectNode facts = json.putObject("provenance");
    provenance.forEach(facts::put);
    return json;
  }
}

package dev.arrowmill.model.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.feature.Features;
import dev.arrowmill.data.feature.RowHash;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.Task;
import dev.arrowmill.model.Weights;
import dev.arrowmill.model.net.NetConfig;
import dev.arrowmill.model.net.NetInput;
import dev.arrowmill.model.net.TabularNet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a worker must know to encode rows and to train: it travels as JSON. Immutable and
 * thread-safe.
 *
 * @param targets the labels, at least one
 * @param weightColumn column of row weights, or null
 * @param weightScale factor on row weights, so that their mean is 1
 * @param indicator boolean column that is true in the rows to hold out for validation, or null to
 *     hold out a share
 * @param initialWeights safetensors that the members start from, in turn, instead of drawing
 *     weights; empty to draw them
 */
public record TrainingPlan(
    Features features,
    List<Target> targets,
    NetConfig network,
    TrainOptions options,
    @Nullable String weightColumn,
    double weightScale,
    @Nullable String indicator,
    List<byte[]> initialWeights) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public TrainingPlan {
    targets = List.copyOf(targets);
    initialWeights = List.copyOf(initialWeights);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("training: no label");
    }
  }

  /** One label, a share of rows held out, weights from the seed. */
  public TrainingPlan(
      Features features,
      Target target,
      NetConfig network,
      TrainOptions options,
      @Nullable String weightColumn,
      double weightScale) {
    this(features, List.of(target), network, options, weightColumn, weightScale, null, List.of());
  }

  /** The first label. */
  public Target target() {
    return targets.get(0);
  }

  /** The same with another network and other options: what is encoded stays the same. */
  public TrainingPlan with(NetConfig newNetwork, TrainOptions newOptions) {
    return new TrainingPlan(
        features,
        targets,
        newNetwork,
        newOptions,
        weightColumn,
        weightScale,
        indicator,
        initialWeights);
  }

  /** Encodes raw rows and hands on blocks with their shard's number. */
  public RowDealer dealer(ObjIntConsumer<RowBlock> sink) {
    return new RowDealer(this, sink);
  }

  /** The shard made of the blocks that arrived for it, in whatever order they came. */
  public Shard shard(int number, List<RowBlock> blocks) {
    ShardBuilder builder = shardBuilder(number);
    blocks.forEach(builder::add);
    return builder.build();
  }

  /** Takes in the blocks of a shard as they arrive; a big shard goes to temporary files. */
  public ShardBuilder shardBuilder(int number) {
    boolean groups = targets.stream().anyMatch(t -> t.task() == Task.RANKING);
    long limit = groups ? Long.MAX_VALUE : ShardBuilder.MEMORY_BYTES;
    return new ShardBuilder(number, newBlock(0), limit);
  }

  /** A block from its bytes. */
  public RowBlock block(byte[] bytes) {
    return newBlock(0).read(bytes);
  }

  /** An empty block for encoded rows. */
  RowBlock newBlock(int capacity) {
    return new RowBlock(
        features.numeric().size(), features.categorical().size(), targets.size(), capacity);
  }

  /** What the network reads and gives. */
  public NetInput input() {
    return NetInput.of(features, targets.stream().mapToInt(Target::outputs).sum());
  }

  /** The network with its initial weights, the same for every worker. */
  public TabularNet newNetwork() {
    return newNetwork(0);
  }

  /** The network of an ensemble's member with its initial weights. */
  TabularNet newNetwork(int member) {
    TabularNet net = network.build(input(), seed(member));
    if (!initialWeights.isEmpty()) {
      byte[] start = initialWeights.get(member % initialWeights.size());
      Weights.load(net, start, "initial weights");
    }
    return net;
  }

  /** The seed of an ensemble's member. */
  long seed(int member) {
    return member == 0 ? options.seed() : RowHash.mix(options.seed() ^ RowHash.mix(member));
  }

  public byte[] toJson() {
    try {
      ObjectNode json = JSON.createObjectNode();
      json.set("features", features.toJson());
      json.set("targets", JSON.valueToTree(targets));
      json.set("network", JSON.valueToTree(network));
      json.set("options", JSON.valueToTree(options));
      json.put("weightColumn", weightColumn);
      json.put("weightScale", weightScale);
      json.put("indicator", indicator);
      ArrayNode initial = json.putArray("initialWeights");
      initialWeights.forEach(initial::add);
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TrainingPlan fromJson(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      List<Target> targets = new ArrayList<>();
      for (JsonNode t : json.get("targets")) {
        targets.add(JSON.treeToValue(t, Target.class));
      }
      List<byte[]> initial = new ArrayList<>();
      for (JsonNode w : json.get("initialWeights")) {
        initial.add(w.binaryValue());
      }
      return new TrainingPlan(
          Features.fromJson(json.get("features")),
          targets,
          JSON.treeToValue(json.get("network"), NetConfig.class),
          JSON.treeToValue(json.get("options"), TrainOptions.class),
          json.get("weightColumn").textValue(),
          json.get("weightScale").doubleValue(),
          json.get("indicator").textValue(),
          initial);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

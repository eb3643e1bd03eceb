package dev.arrowmill.model.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.data.feature.Features;
import dev.arrowmill.model.Target;
import dev.arrowmill.model.net.NetConfig;
import dev.arrowmill.model.net.NetInput;
import dev.arrowmill.model.net.TabularNet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a worker must know to encode rows and to train: it travels as JSON. Immutable and
 * thread-safe.
 *
 * @param weightColumn column of row weights, or null
 * @param weightScale factor on row weights, so that their mean is 1
 */
public record TrainingPlan(
    Features features,
    Target target,
    NetConfig network,
    TrainOptions options,
    @Nullable String weightColumn,
    double weightScale) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Encodes raw rows and hands on blocks with their shard's number. */
  public RowDealer dealer(ObjIntConsumer<RowBlock> sink) {
    return new RowDealer(features, target, weightColumn, weightScale, options.seed(), sink);
  }

  /** The shard made of the blocks that arrived for it, in whatever order they came. */
  public Shard shard(int number, List<RowBlock> blocks) {
    return Shard.of(
        number,
        blocks,
        features.numeric().size(),
        features.categorical().size(),
        options.validationFraction());
  }

  /** A block from its bytes. */
  public RowBlock block(byte[] bytes) {
    return RowBlock.fromBytes(bytes, features.numeric().size(), features.categorical().size());
  }

  /** The network with its initial weights, the same for every worker. */
  public TabularNet newNetwork() {
    return network.build(NetInput.of(features, target.outputs()), options.seed());
  }

  public byte[] toJson() {
    try {
      ObjectNode json = JSON.createObjectNode();
      json.set("features", features.toJson());
      json.set("target", JSON.valueToTree(target));
      json.set("network", JSON.valueToTree(network));
      json.set("options", JSON.valueToTree(options));
      json.put("weightColumn", weightColumn);
      json.put("weightScale", weightScale);
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TrainingPlan fromJson(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      return new TrainingPlan(
          Features.fromJson(json.get("features")),
          JSON.treeToValue(json.get("target"), Target.class),
          JSON.treeToValue(json.get("network"), NetConfig.class),
          JSON.treeToValue(json.get("options"), TrainOptions.class),
          json.get("weightColumn").textValue(),
          json.get("weightScale").doubleValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

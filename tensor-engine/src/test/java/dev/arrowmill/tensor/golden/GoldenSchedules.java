package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.tensor.optim.CyclicLr;
import dev.arrowmill.tensor.optim.OneCycleLr;
import dev.arrowmill.tensor.optim.Schedule;
import dev.arrowmill.tensor.optim.Schedules;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** PyTorch's schedules by name, with its options and defaults. */
final class GoldenSchedules {
  static final List<String> NAMES =
      List.of(
          "StepLR",
          "MultiStepLR",
          "ExponentialLR",
          "CosineAnnealingLR",
          "CosineAnnealingWarmRestarts",
          "OneCycleLR",
          "CyclicLR",
          "LinearLR",
          "ConstantLR",
          "PolynomialLR",
          "SequentialLR");

  /** The names of positional arguments, for schedules written as {@code LinearLR(.1,1,3)}. */
  private static final Map<String, List<String>> POSITIONS =
      Map.of(
          "StepLR", List.of("step_size", "gamma"),
          "ExponentialLR", List.of("gamma"),
          "CosineAnnealingLR", List.of("T_max", "eta_min"),
          "LinearLR", List.of("start_factor", "end_factor", "total_iters"),
          "ConstantLR", List.of("factor", "total_iters"),
          "PolynomialLR", List.of("total_iters", "power"));

  private GoldenSchedules() {}

  static Schedule make(String name, JsonNode a) {
    return switch (name) {
      case "StepLR" -> Schedules.stepLr(a.get("step_size").asInt(), a.path("gamma").asDouble(0.1));
      case "MultiStepLR" ->
          Schedules.multiStepLr(
              a.path("gamma").asDouble(0.1), GoldenTable.ints(a.get("milestones")));
      case "ExponentialLR" -> Schedules.exponentialLr(a.get("gamma").asDouble());
      case "CosineAnnealingLR" ->
          Schedules.cosineAnnealingLr(a.get("T_max").asInt(), a.path("eta_min").asDouble());
      case "CosineAnnealingWarmRestarts" ->
          Schedules.cosineAnnealingWarmRestarts(
              a.get("T_0").asInt(), a.path("T_mult").asInt(1), a.path("eta_min").asDouble());
      case "LinearLR" ->
          Schedules.linearLr(
              a.path("start_factor").asDouble(1.0 / 3),
              a.path("end_factor").asDouble(1),
              a.path("total_iters").asInt(5));
      case "ConstantLR" ->
          Schedules.constantLr(a.path("factor").asDouble(1.0 / 3), a.path("total_iters").asInt(5));
      case "PolynomialLR" ->
          Schedules.polynomialLr(a.path("total_iters").asInt(5), a.path("power").asDouble(1));
      case "OneCycleLR" -> oneCycle(a);
      case "CyclicLR" -> cyclic(a);
      case "SequentialLR" ->
          Schedules.sequential(
              List.of(parse(a.get("first").asText()), parse(a.get("second").asText())),
              GoldenTable.ints(a.get("milestones")));
      default -> throw new IllegalArgumentException("unknown schedule " + name);
    };
  }

  private static Schedule parse(String text) {
    int open = text.indexOf('(');
    String name = text.substring(0, open);
    String[] values = text.substring(open + 1, text.indexOf(')')).split(",", -1);
    ObjectNode a = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < values.length; i++) {
      int equals = values[i].indexOf('=');
      String key = equals < 0 ? POSITIONS.get(name).get(i) : values[i].substring(0, equals).trim();
      a.put(key, Double.parseDouble(values[i].substring(equals + 1)));
    }
    return make(name, a);
  }

  private static Schedule oneCycle(JsonNode a) {
    boolean momentum = a.path("cycle_momentum").asBoolean(true);
    return new OneCycleLr(
        a.get("max_lr").asDouble(),
        a.get("total_steps").asInt(),
        a.path("pct_start").asDouble(0.3),
        a.path("anneal_strategy").asText("cos").equals("linear"),
        a.path("three_phase").asBoolean(),
        a.path("div_factor").asDouble(25),
        a.path("final_div_factor").asDouble(1e4),
        momentum ? a.path("base_momentum").asDouble(0.85) : Double.NaN,
        momentum ? a.path("max_momentum").asDouble(0.95) : Double.NaN);
  }

  private static Schedule cyclic(JsonNode a) {
    int up = a.path("step_size_up").asInt(2000);
    boolean momentum = a.path("cycle_momentum").asBoolean(true);
    String mode = a.path("mode").asText("triangular").toUpperCase(Locale.ROOT);
    return new CyclicLr(
        a.get("base_lr").asDouble(),
        a.get("max_lr").asDouble(),
        up,
        a.path("step_size_down").asInt(up),
        CyclicLr.Mode.valueOf(mode),
        a.path("gamma").asDouble(1),
        momentum ? a.path("base_momentum").asDouble(0.8) : Double.NaN,
        momentum ? a.path("max_momentum").asDouble(0.9) : Double.NaN);
  }
}

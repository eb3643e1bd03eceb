package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One case in one precision and mode.
 *
 * @param precision float32 or float64; null for cases that fix the types themselves
 * @param failures where differences are reported
 */
record GoldenCase(
    GoldenGroup group,
    JsonNode json,
    @Nullable DType precision,
    GoldenMode mode,
    List<String> failures) {
  String id() {
    return json.get("id").asText();
  }

  String op() {
    return json.get("op").asText();
  }

  /**
   * The attributes, and as {@code variant} what the case's id says beyond its op: some cases tell
   * only there how their inputs are used.
   */
  JsonNode attrs() {
    ObjectNode a =
        json.path("attrs") instanceof ObjectNode o
            ? o.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    String id = id();
    return a.put("variant", id.startsWith(op() + ".") ? id.substring(op().length() + 1) : "");
  }

  Tensor tensor(JsonNode key) throws IOException {
    return group.tensor(key.asText(), precision);
  }

  Map<String, Tensor> named(JsonNode keys) throws IOException {
    return group.named(keys, precision);
  }

  void fail(String what) {
    String type = precision == null ? "" : " " + precision;
    failures.add(id() + type + " " + mode.name() + ": " + what);
  }

  /** PyTorch's own relative error in float32, as the case states it; 0 when it does not. */
  double error32(String field) {
    JsonNode e = json.path(field);
    return e.size() == 2 && e.get(1).isNumber() ? e.get(1).asDouble() : 0;
  }

  /** Reports when y is not the truth within the bounds of the cases' page. */
  void close(String what, Tensor y, Tensor truth, double error32) {
    String difference = GoldenBound.of(precision, error32).difference(y, truth);
    if (difference != null) {
      fail(what + difference);
    }
  }

  /** As {@link #close} for a plain number. */
  void close(String what, double y, double truth) {
    close(what, Tensor.of(new double[] {y}), Tensor.of(new double[] {truth}), 0);
  }

  /** Reports when a number is further off than an absolute bound. */
  void close(String what, double y, double truth, double bound) {
    if (!(Math.abs(y - truth) <= bound)) {
      fail(what + " is " + y + ", expected " + truth + " within " + bound);
    }
  }
}

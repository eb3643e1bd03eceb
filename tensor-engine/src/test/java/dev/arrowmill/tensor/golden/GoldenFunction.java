package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrowmill.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** How a golden case's op is said here: its attributes and named inputs to its outputs. */
@FunctionalInterface
interface GoldenFunction {
  /** Inputs come in the case's order. Written in tensor ops, for it may be traced. */
  List<Tensor> call(JsonNode attrs, Map<String, Tensor> in);
}

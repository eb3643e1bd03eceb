package dev.arrowmill.tensor.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** One group of PyTorch's golden cases: the lines of its index and its tensors. */
record GoldenGroup(List<JsonNode> cases, SafeTensors tensors) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Skips the test with a message when the shared folder is absent. */
  static GoldenGroup load(String group) throws IOException {
    Path dir = Path.of(System.getProperty("arrowmill.shared", "../../shared"), "golden", "torch");
    Path index = dir.resolve(group + ".jsonl");
    Assumptions.assumeTrue(Files.exists(index), "golden cases are absent: " + index);
    List<JsonNode> cases = new ArrayList<>();
    for (String line : Files.readAllLines(index)) {
      cases.add(JSON.readTree(line));
    }
    return new GoldenGroup(cases, SafeTensors.read(dir.resolve(group + ".safetensors")));
  }

  /** A tensor in the wanted precision; other types than floats stay. */
  Tensor tensor(String key, DType precision) throws IOException {
    Tensor t = tensors.tensor(key);
    return t.dtype().isFloat() ? t.toType(precision) : t;
  }

  /** Named tensors of a case, such as its inputs. */
  Map<String, Tensor> named(JsonNode keys, DType precision) throws IOException {
    Map<String, Tensor> out = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : keys.properties()) {
      if (!e.getValue().isNull()) {
        out.put(e.getKey(), tensor(e.getValue().asText(), precision));
      }
    }
    return out;
  }
}

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
import org.jspecify.annotations.Nullable;

/** One group of golden cases: the lines of its index and its tensors. */
record GoldenGroup(List<JsonNode> cases, SafeTensors tensors) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The group, or null when the folder has none of that name. */
  static @Nullable GoldenGroup load(Path folder, String group) throws IOException {
    Path index = folder.resolve(group + ".jsonl");
    if (!Files.exists(index)) {
      return null;
    }
    List<JsonNode> cases = new ArrayList<>();
    for (String line : Files.readAllLines(index)) {
      if (!line.isBlank()) {
        cases.add(JSON.readTree(line));
      }
    }
    return new GoldenGroup(cases, SafeTensors.read(folder.resolve(group + ".safetensors")));
  }

  /** A tensor in the wanted precision; null leaves it as it is, other types than floats stay. */
  Tensor tensor(String key, @Nullable DType precision) throws IOException {
    Tensor t = tensors.tensor(key);
    return precision != null && t.dtype().isFloat() ? t.toType(precision) : t;
  }

  /** Named tensors of a case, such as its inputs. */
  Map<String, Tensor> named(JsonNode keys, @Nullable DType precision) throws IOException {
    Map<String, Tensor> out = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : keys.properties()) {
      if (!e.getValue().isNull()) {
        out.put(e.getKey(), tensor(e.getValue().asText(), precision));
      }
    }
    return out;
  }
}

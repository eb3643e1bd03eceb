package dev.arrowmill.tensor.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON header of a safetensors file, checked. */
record Header(Map<String, Entry> entries, Map<String, String> metadata) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String METADATA = "__metadata__";
  private static final Map<String, Integer> SIZES =
      Map.ofEntries(
          Map.entry("BOOL", 1),
          Map.entry("U8", 1),
          Map.entry("I8", 1),
          Map.entry("F8_E4M3", 1),
          Map.entry("F8_E5M2", 1),
          Map.entry("U16", 2),
          Map.entry("I16", 2),
          Map.entry("F16", 2),
          Map.entry("BF16", 2),
          Map.entry("U32", 4),
          Map.entry("I32", 4),
          Map.entry("F32", 4),
          Map.entry("U64", 8),
          Map.entry("I64", 8),
          Map.entry("F64", 8));

  private static final Map<String, DType> CODES =
      Map.ofEntries(
          Map.entry("BOOL", DType.BOOL),
          Map.entry("U8", DType.UINT8),
          Map.entry("I8", DType.INT8),
          Map.entry("I16", DType.INT16),
          Map.entry("I32", DType.INT32),
          Map.entry("I64", DType.INT64),
          Map.entry("F16", DType.FLOAT16),
          Map.entry("BF16", DType.BFLOAT16),
          Map.entry("F32", DType.FLOAT32),
          Map.entry("F64", DType.FLOAT64));

  /** One tensor's place in the data. */
  record Entry(String dtype, int[] shape, int begin, int end) {}

  static @Nullable DType dtype(String code) {
    return CODES.get(code);
  }

  private static String code(DType t) {
    return CODES.entrySet().stream()
        .filter(e -> e.getValue() == t)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  static Header parse(String source, byte[] bytes, int length, int dataBytes)
      throws TensorFormatException {
    JsonNode root;
    try {
      root = JSON.readTree(bytes, 8, length);
    } catch (IOException e) {
      throw new TensorFormatException(source, "the header is not JSON: " + firstLine(e));
    }
    if (root == null || !root.isObject()) {
      throw new TensorFormatException(source, "the header is not a JSON object");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> it = root.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      if (field.getKey().equals(METADATA)) {
        metadata(source, field.getValue(), metadata);
      } else {
        entries.put(field.getKey(), entry(source, field.getKey(), field.getValue()));
      }
    }
    cover(source, entries, dataBytes);
    return new Header(entries, metadata);
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static void metadata(String source, JsonNode node, Map<String, String> to)
      throws TensorFormatException {
    for (Iterator<Map.Entry<String, JsonNode>> it = node.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      if (!field.getValue().isTextual()) {
        throw new TensorFormatException(
            source, "metadata '" + field.getKey() + "' is not a string");
      }
      to.put(field.getKey(), field.getValue().textValue());
    }
    if (!node.isObject()) {
      throw new TensorFormatException(source, "the metadata is not an object");
    }
  }

  private static Entry entry(String source, String name, JsonNode node)
      throws TensorFormatException {
    String at = "tensor '" + name + "': ";
    String dtype = node.path("dtype").asText("");
    Integer size = SIZES.get(dtype);
    if (size == null) {
      throw new TensorFormatException(source, at + "unknown dtype '" + dtype + "'");
    }
    long[] shape = longs(node.path("shape"));
    long[] offsets = longs(node.path("data_offsets"));
    if (shape == null || offsets == null || offsets.length != 2 || node.size() != 3) {
      throw new TensorFormatException(
          source, at + "needs dtype, shape and two data_offsets, got " + node);
    }
    long bytes = size;
    for (long d : shape) {
      bytes = d > Integer.MAX_VALUE || bytes > Integer.MAX_VALUE ? Long.MAX_VALUE / 2 : bytes * d;
    }
    if (offsets[0] > offsets[1]
        || offsets[1] - offsets[0] != bytes
        || offsets[1] > Integer.MAX_VALUE) {
      throw new TensorFormatException(
          source,
          at
              + "shape "
              + Arrays.toString(shape)
              + " of "
              + dtype
              + " does not fit the offsets "
              + Arrays.toString(offsets));
    }
    int[] dims = Arrays.stream(shape).mapToInt(d -> (int) d).toArray();
    return new Entry(dtype, dims, (int) offsets[0], (int) offsets[1]);
  }

  private static long @Nullable [] longs(JsonNode node) {
    long[] out = new long[node.size()];
    for (int i = 0; i < out.length; i++) {
      if (!node.get(i).isIntegralNumber()
          || !node.get(i).canConvertToLong()
          || node.get(i).longValue() < 0) {
        return null;
      }
      out[i] = node.get(i).longValue();
    }
    return node.isArray() ? out : null;
  }

  /** The tensors' bytes must follow one another from 0 to the end. */
  private static void cover(String source, Map<String, Entry> entries, int dataBytes)
      throws TensorFormatException {
    List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        Comparator.comparingInt((Map.Entry<String, Entry> e) -> e.getValue().begin())
            .thenComparingInt(e -> e.getValue().end()));
    int at = 0;
    for (Map.Entry<String, Entry> e : sorted) {
      if (e.getValue().begin() != at) {
        throw new TensorFormatException(
            source,
            "tensor '"
                + e.getKey()
                + "' starts at byte "
                + e.getValue().begin()
                + ", expected "
                + at);
      }
      at = e.getValue().end();
    }
    if (at != dataBytes) {
      throw new TensorFormatException(
          source, "the tensors end at byte " + at + ", the data has " + dataBytes + " bytes");
    }
  }

  static byte[] bytes(Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode m = root.putObject(METADATA);
      metadata.forEach(m::put);
    }
    int at = 0;
    for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
      if (e.getKey().equals(METADATA)) {
        throw new IllegalArgumentException("safetensors: the name " + METADATA + " is reserved");
      }
      Tensor t = e.getValue();
      ObjectNode n = root.putObject(e.getKey());
      n.put("dtype", code(t.dtype()));
      var shape = n.putArray("shape");
      for (int d : t.shape().dims()) {
        shape.add(d);
      }
      int end = Math.addExact(at, Math.multiplyExact(t.numel(), t.dtype().bytes()));
      n.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    String text = root.toString();
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return (text + " ".repeat((8 - bytes % 8) % 8)).getBytes(StandardCharsets.UTF_8);
  }
}

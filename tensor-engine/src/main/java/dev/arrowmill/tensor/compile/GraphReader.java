package dev.arrowmill.tensor.compile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.io.SafeTensors;
import dev.arrowmill.tensor.io.TensorFormatException;
import dev.arrowmill.tensor.op.Attrs;
import dev.arrowmill.tensor.op.Op;
import dev.arrowmill.tensor.op.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link GraphWriter} wrote; every field is checked. */
final class GraphReader {
  private final String source;
  private final SafeTensors file;
  private final List<Node> nodes = new ArrayList<>();

  private GraphReader(String source, SafeTensors file) {
    this.source = source;
    this.file = file;
  }

  /** A graph with the arguments that it is for. */
  record Loaded(Graph graph, Signature signature) {}

  static Loaded read(String source, SafeTensors file) throws TensorFormatException {
    return new GraphReader(source, file).graph();
  }

  private Loaded graph() throws TensorFormatException {
    String text = file.metadata().get("graph");
    if (text == null) {
      throw wrong("holds no graph; it was not written by Compiled.save");
    }
    try {
      JsonNode root = new ObjectMapper().readTree(text);
      if (field(root, "version").asInt() != GraphWriter.VERSION) {
        throw wrong("graph version " + root.get("version") + ", expected " + GraphWriter.VERSION);
      }
      Signature signature = signature(field(root, "arguments"));
      for (JsonNode n : field(root, "nodes")) {
        nodes.add(node(n));
      }
      List<Node> inputs = nodes.stream().filter(n -> n.kind == Node.Kind.INPUT).toList();
      if (inputs.size() != signature.types().size()) {
        throw wrong(inputs.size() + " argument nodes, expected " + signature.types().size());
      }
      List<Node> outputs = new ArrayList<>();
      for (JsonNode o : field(root, "outputs")) {
        outputs.add(earlier(o));
      }
      Graph g = Graph.of(nodes, inputs, outputs, List.of());
      Legality.check("load", g);
      return new Loaded(g, signature);
    } catch (JsonProcessingException | IllegalArgumentException | IllegalStateException e) {
      throw wrong("the graph is damaged: " + e.getMessage());
    }
  }

  private TensorFormatException wrong(String what) {
    return new TensorFormatException(source, what);
  }

  private JsonNode field(JsonNode from, String name) throws TensorFormatException {
    JsonNode f = from.get(name);
    if (f == null) {
      throw wrong("the graph is damaged: no " + name + " in " + abbreviated(from));
    }
    return f;
  }

  private static String abbreviated(JsonNode n) {
    String s = n.toString();
    return s.length() > 80 ? s.substring(0, 80) + "..." : s;
  }

  private Signature signature(JsonNode args) throws TensorFormatException {
    List<DType> types = new ArrayList<>();
    List<List<Integer>> shapes = new ArrayList<>();
    for (JsonNode a : args) {
      types.add(DType.valueOf(field(a, "dtype").asText()));
      List<Integer> dims = new ArrayList<>();
      a.path("shape").forEach(d -> dims.add(d.asInt()));
      shapes.add(List.copyOf(dims));
    }
    return new Signature(List.copyOf(types), List.copyOf(shapes));
  }

  private Node earlier(JsonNode id) throws TensorFormatException {
    if (!id.isInt() || id.asInt() < 0 || id.asInt() >= nodes.size()) {
      throw wrong("the graph is damaged: there is no node " + id + " yet");
    }
    return nodes.get(id.asInt());
  }

  private Node node(JsonNode n) throws TensorFormatException {
    DType dtype = DType.valueOf(field(n, "dtype").asText());
    Dims shape = new Dims(affines(field(n, "shape")));
    return switch (Node.Kind.valueOf(field(n, "kind").asText())) {
      case INPUT -> Node.input(field(n, "index").asInt(), dtype, shape);
      case HELD -> Node.held(tensor(n, dtype, shape));
      case CONSTANT ->
          n.has("fill")
              ? Node.filled(dtype, shape, value(n.get("fill")))
              : Node.constant(tensor(n, dtype, shape));
      case CALL -> call(n, dtype, shape);
    };
  }

  private Tensor tensor(JsonNode n, DType dtype, Dims shape) throws TensorFormatException {
    Tensor t = file.tensor(field(n, "tensor").asText());
    if (t.dtype() != dtype || !Dims.of(t.shape()).equals(shape)) {
      throw wrong("tensor " + n.get("tensor") + " does not fit the graph");
    }
    return t;
  }

  private Node call(JsonNode n, DType dtype, Dims shape) throws TensorFormatException {
    List<Node> in = new ArrayList<>();
    for (JsonNode i : field(n, "inputs")) {
      in.add(earlier(i));
    }
    Attrs attrs = Attrs.NONE;
    for (Map.Entry<String, JsonNode> e : field(n, "attrs").properties()) {
      attrs = attrs.with(e.getKey(), value(e.getValue()));
    }
    Map<String, Object> varying = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : n.path("varying").properties()) {
      varying.put(e.getKey(), value(e.getValue()));
    }
    Op op = Ops.make(field(n, "op").asText(), attrs);
    return Node.call(op, new Params(attrs, Map.copyOf(varying)), in, dtype, shape);
  }

  private Object value(JsonNode v) throws TensorFormatException {
    if (v.properties().size() != 1) {
      throw wrong("the graph is damaged: a value is " + abbreviated(v));
    }
    Map.Entry<String, JsonNode> e = v.properties().iterator().next();
    JsonNode x = e.getValue();
    return switch (e.getKey()) {
      case "flag" -> x.asBoolean();
      case "number" -> x.asLong();
      case "real" -> Double.parseDouble(x.asText());
      case "text" -> x.asText();
      case "ints" -> ints(x);
      case "affine" -> affines(x).get(0);
      case "affines" -> affines(x);
      case "perBatch" -> new Params.PerBatch(Double.parseDouble(x.asText()));
      default -> throw wrong("the graph is damaged: a value of kind " + e.getKey());
    };
  }

  private static int[] ints(JsonNode list) {
    int[] a = new int[list.size()];
    for (int i = 0; i < a.length; i++) {
      a[i] = list.get(i).asInt();
    }
    return a;
  }

  private List<Affine> affines(JsonNode list) throws TensorFormatException {
    List<Affine> out = new ArrayList<>();
    for (JsonNode a : list) {
      if (a.size() != 2) {
        throw wrong("the graph is damaged: a size is " + abbreviated(a));
      }
      out.add(new Affine(a.get(0).asLong(), a.get(1).asLong()));
    }
    return List.copyOf(out);
  }
}

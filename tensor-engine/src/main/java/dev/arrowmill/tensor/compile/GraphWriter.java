package dev.arrowmill.tensor.compile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Ops;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A graph as JSON, and the tensors that it holds. */
final class GraphWriter {
  static final int VERSION = 1;

  private final ObjectMapper json = new ObjectMapper();
  private final Map<Node, Integer> ids = new IdentityHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private GraphWriter() {}

  /** The text of a graph and its tensors by name. */
  record Written(String text, Map<String, Tensor> tensors) {}

  /**
   * Writes a graph.
   *
   * @throws IllegalArgumentException when it changes held tensors, or has an op that no table knows
   */
  static Written write(Graph g, Signature signature) {
    return new GraphWriter().graph(g, signature);
  }

  private Written graph(Graph g, Signature signature) {
    if (!g.effects().isEmpty()) {
      throw new IllegalArgumentException(
          "save: the program changes buffers (a layer in training mode?); call eval() first");
    }
    ObjectNode root = json.createObjectNode();
    root.put("version", VERSION);
    ArrayNode args = root.putArray("arguments");
    for (int i = 0; i < signature.types().size(); i++) {
      ObjectNode arg = args.addObject();
      arg.put("dtype", signature.types().get(i).name());
      signature.shapes().get(i).forEach(arg.withArray("shape")::add);
    }
    ArrayNode nodes = root.putArray("nodes");
    for (Node n : g.nodes()) {
      ids.put(n, ids.size());
      node(n, nodes.addObject());
    }
    ArrayNode outs = root.putArray("outputs");
    g.outputs().forEach(n -> outs.add(Objects.requireNonNull(ids.get(n))));
    return new Written(root.toString(), tensors);
  }

  private void node(Node n, ObjectNode to) {
    to.put("kind", n.kind.name());
    to.put("dtype", n.dtype.name());
    affines(n.shape.sizes(), to.putArray("shape"));
    switch (n.kind) {
      case INPUT -> to.put("index", n.index);
      case HELD -> tensor(Objects.requireNonNull(n.value), to);
      case CONSTANT -> {
        if (n.value != null) {
          tensor(n.value, to);
        } else {
          value(Objects.requireNonNull(n.scalar), to.putObject("fill"));
        }
      }
      case CALL -> call(n, to);
    }
  }

  private void tensor(Tensor t, ObjectNode to) {
    String name = "t" + tensors.size();
    tensors.put(name, t);
    to.put("tensor", name);
  }

  private void call(Node n, ObjectNode to) {
    String name = n.op().name();
    try {
      Ops.make(name, n.op().attrs());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "save: " + name + " is a custom op; make it known by Ops.register", e);
    }
    to.put("op", name);
    ArrayNode in = to.putArray("inputs");
    n.inputs.forEach(i -> in.add(Objects.requireNonNull(ids.get(i))));
    ObjectNode attrs = to.putObject("attrs");
    n.params.fixed().asMap().forEach((k, v) -> value(v, attrs.putObject(k)));
    if (!n.params.isConstant()) {
      ObjectNode varying = to.putObject("varying");
      n.params.varying().forEach((k, v) -> value(v, varying.putObject(k)));
    }
  }

  /** A value with its type as the field's name; doubles as their bits, so that none is lost. */
  private void value(Object v, ObjectNode to) {
    if (v instanceof Boolean b) {
      to.put("flag", b);
    } else if (v instanceof Long l) {
      to.put("number", l);
    } else if (v instanceof Double d) {
      to.put("real", Double.toHexString(d));
    } else if (v instanceof String s) {
      to.put("text", s);
    } else if (v instanceof int[] a) {
      ArrayNode list = to.putArray("ints");
      for (int i : a) {
        list.add(i);
      }
    } else if (v instanceof Affine a) {
      affines(List.of(a), to.putArray("affine"));
    } else if (v instanceof Params.PerBatch p) {
      to.put("perBatch", Double.toHexString(p.k()));
    } else {
      List<Affine> sizes = ((List<?>) v).stream().map(Affine.class::cast).toList();
      affines(sizes, to.putArray("affines"));
    }
  }

  private static void affines(List<Affine> list, ArrayNode to) {
    for (Affine a : list) {
      to.addArray().add(a.base()).add(a.slope());
    }
  }
}

package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is done to a graph before it is laid out; each pass keeps every result bit for bit. */
final class Passes {
  private static final int FOLD_LIMIT = 1 << 16;

  /** A pass with its name and how many calls it left, for {@code explain}. */
  record Done(String name, int calls) {}

  private Passes() {}

  /** All passes in order; the graph is checked after each. */
  static Graph simplify(Graph graph, List<Done> log) {
    Graph g = graph;
    log.add(new Done("recorded", g.calls()));
    g = checked("dead code", deadCode(g), log);
    g = checked("constant folding", fold(g), log);
    g = checked("common subexpressions", common(g), log);
    return checked("dead code", deadCode(g), log);
  }

  private static Graph checked(String name, Graph g, List<Done> log) {
    Legality.check(name, g);
    log.add(new Done(name, g.calls()));
    return g;
  }

  /** Drops what no result and no effect depends on. */
  static Graph deadCode(Graph g) {
    Set<Node> live = Collections.newSetFromMap(new IdentityHashMap<>());
    live.addAll(g.inputs());
    live.addAll(g.roots());
    for (int i = g.nodes().size() - 1; i >= 0; i--) {
      Node n = g.nodes().get(i);
      if (live.contains(n)) {
        live.addAll(n.inputs);
      }
    }
    List<Node> order = g.nodes().stream().filter(live::contains).toList();
    return Graph.of(order, g.inputs(), g.outputs(), g.effects());
  }

  /** Computes small calls of constants once. */
  static Graph fold(Graph g) {
    return g.rewrite(n -> isFoldable(n) ? folded(n) : n);
  }

  private static boolean isFoldable(Node n) {
    return n.isCall()
        && !n.inputs.isEmpty()
        && n.params.isConstant()
        && n.shape.isConstant()
        && n.shape.at(1).numel() <= FOLD_LIMIT
        && n.inputs.stream().allMatch(Passes::isFixed);
  }

  private static boolean isFixed(Node n) {
    return n.kind == Node.Kind.CONSTANT
        && n.shape.isConstant()
        && (n.value != null || n.scalar instanceof Double);
  }

  private static Node folded(Node n) {
    Tensor[] in = n.inputs.stream().map(i -> i.value(1)).toArray(Tensor[]::new);
    return Node.constant(n.op().compute(in).contiguous());
  }

  /** Makes equal calls of equal inputs one. */
  static Graph common(Graph g) {
    Map<List<Object>, Node> seen = new HashMap<>();
    Map<Node, Integer> ids = new IdentityHashMap<>();
    return g.rewrite(
        n -> {
          List<Object> key = key(n, ids);
          Node first = key.isEmpty() ? n : seen.computeIfAbsent(key, k -> n);
          ids.putIfAbsent(first, ids.size());
          return first;
        });
  }

  private static List<Object> key(Node n, Map<Node, Integer> ids) {
    List<Object> key = new ArrayList<>(List.of(n.kind, n.dtype, n.shape));
    if (n.isCall()) {
      key.addAll(List.of(n.op().getClass(), n.op().name(), n.op().attrs(), n.params.varying()));
      n.inputs.forEach(i -> key.add(ids.computeIfAbsent(i, k -> ids.size())));
      return key;
    }
    if (n.kind == Node.Kind.CONSTANT) {
      key.add(n.scalar != null ? n.scalar : Arrays.hashCode(n.value(1).toDoubles()));
      if (n.value != null) {
        key.add(Arrays.stream(n.value.toDoubles()).mapToObj(Double::doubleToRawLongBits).toList());
      }
      return n.shape.at(1).numel() > 64 ? List.of() : key;
    }
    return List.of();
  }
}

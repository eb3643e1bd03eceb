package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A program of nodes, inputs before users. Immutable.
 *
 * @param nodes every node that is used, in an order of execution
 * @param inputs the argument nodes in their order; they stay even when unused
 * @param outputs what the program returns
 * @param effects held tensors that get new values at the end of a run
 */
record Graph(List<Node> nodes, List<Node> inputs, List<Node> outputs, List<Effect> effects) {
  /** {@code target} takes the value of {@code source} when a run ends. */
  record Effect(Tensor target, Node source) {}

  static Graph of(List<Node> order, List<Node> inputs, List<Node> outputs, List<Effect> effects) {
    return new Graph(
        List.copyOf(order), List.copyOf(inputs), List.copyOf(outputs), List.copyOf(effects));
  }

  /** Outputs and sources of effects. */
  List<Node> roots() {
    List<Node> out = new ArrayList<>(outputs);
    effects.forEach(e -> out.add(e.source()));
    return out;
  }

  /**
   * Rebuilds the graph in order: each node, its inputs replaced already, goes through {@code f};
   * what it returns takes the node's place.
   */
  Graph rewrite(UnaryOperator<Node> f) {
    Map<Node, Node> to = new IdentityHashMap<>();
    List<Node> order = new ArrayList<>();
    Map<Node, Boolean> placed = new IdentityHashMap<>();
    for (Node n : nodes) {
      List<Node> in = new ArrayList<>();
      boolean same = true;
      for (Node i : n.inputs) {
        Node r = to.getOrDefault(i, i);
        same &= r == i;
        in.add(r);
      }
      Node now = f.apply(same ? n : n.withInputs(in));
      to.put(n, now);
      if (placed.put(now, true) == null) {
        order.add(now);
      }
    }
    List<Node> outs = outputs.stream().map(n -> to.getOrDefault(n, n)).toList();
    List<Effect> effs =
        effects.stream()
            .map(e -> new Effect(e.target(), to.getOrDefault(e.source(), e.source())))
            .toList();
    return of(order, inputs, outs, effs);
  }

  /** How many calls there are. */
  int calls() {
    return (int) nodes.stream().filter(Node::isCall).count();
  }
}

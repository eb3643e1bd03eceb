package dev.arrowmill.tensor.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Which calls of a graph become one kernel. */
final class Grouping {
  /**
   * Calls that run as one kernel.
   *
   * @param nodes the calls in order
   * @param inputs values from outside that they read
   * @param results those of the nodes that somebody outside reads
   */
  record Unit(List<Node> nodes, List<Node> inputs, List<Node> results) {
    boolean isFused() {
      return nodes.size() > 1;
    }
  }

  private final List<Unit> units;
  private final Set<Node> internal;

  private Grouping(List<Unit> units, Set<Node> internal) {
    this.units = units;
    this.internal = internal;
  }

  /** Every call on its own. */
  static Grouping single(Graph g) {
    List<Unit> units = new ArrayList<>();
    for (Node n : g.nodes()) {
      if (n.isCall()) {
        units.add(new Unit(List.of(n), n.inputs, List.of(n)));
      }
    }
    return new Grouping(units, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  static Grouping of(Graph g) {
    return single(g);
  }

  /** In an order of execution. */
  List<Unit> units() {
    return units;
  }

  /** Whether a node's value exists inside of a kernel only. */
  boolean isInternal(Node n) {
    return internal.contains(n);
  }
}

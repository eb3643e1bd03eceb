package dev.arrowmill.tensor.compile;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Checks that a graph is one: run after every pass. */
final class Legality {
  private Legality() {}

  /**
   * Every input comes before its user, every root and argument is in the graph, no node occurs
   * twice, effects keep shape and type.
   *
   * @throws IllegalStateException naming the pass and the node
   */
  static void check(String pass, Graph g) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Node n : g.nodes()) {
      for (Node in : n.inputs) {
        require(seen.contains(in), pass, "an input of " + name(n) + " does not come before it");
      }
      require(seen.add(n), pass, name(n) + " occurs twice");
      require(n.isCall() == (n.op != null), pass, name(n) + " has no op or is no call");
    }
    for (Node n : g.roots()) {
      require(seen.contains(n), pass, "root " + name(n) + " is not in the graph");
    }
    for (int i = 0; i < g.inputs().size(); i++) {
      Node n = g.inputs().get(i);
      require(seen.contains(n) && n.index == i, pass, "argument " + i + " is not in its place");
    }
    for (Graph.Effect e : g.effects()) {
      boolean fits =
          e.target().dtype() == e.source().dtype
              && Dims.of(e.target().shape()).equals(e.source().shape);
      require(fits, pass, "an effect changes shape or type of " + e.target().shape());
    }
  }

  private static String name(Node n) {
    return (n.op == null ? n.kind.toString() : n.op.name()) + " " + n.shape;
  }

  private static void require(boolean holds, String pass, String what) {
    if (!holds) {
      throw new IllegalStateException("compile: after " + pass + ": " + what);
    }
  }
}

package dev.arrowmill.tensor.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which calls of a graph become one kernel. Calls of one shape are joined greedily, in order, as
 * long as no path between them leads through a call outside; sums of a group's values over leading
 * or trailing dimensions join too.
 */
final class Grouping {
  private static final int LONGEST = 32;

  /**
   * Calls that run as one kernel.
   *
   * @param nodes the calls in order
   * @param inputs values from outside that they read, each once
   * @param results those of the nodes that somebody outside reads
   */
  record Unit(List<Node> nodes, List<Node> inputs, List<Node> results) {
    boolean isFused() {
      return nodes.size() > 1;
    }
  }

  private static final class Cluster {
    private final List<Node> members = new ArrayList<>();
    private final Dims space;

    private Cluster(Node first, Dims space) {
      members.add(first);
      this.space = space;
    }
  }

  private final Map<Node, Cluster> clusters = new IdentityHashMap<>();
  private final Map<Node, Integer> position = new IdentityHashMap<>();
  private final List<Unit> units = new ArrayList<>();
  private final Set<Node> internal = newSet();

  private Grouping(Graph g, boolean fuse) {
    for (Node n : g.nodes()) {
      position.put(n, position.size());
      if (n.isCall()) {
        clusters.put(n, new Cluster(n, Elementwise.space(n)));
        if (fuse) {
          joinInputs(n);
        }
      }
    }
    Map<Node, Boolean> outside = readOutside(g);
    Set<Cluster> done = newSet();
    for (Node n : g.nodes()) {
      if (n.isCall()) {
        emit(cluster(n), done, outside);
      }
    }
  }

  static Grouping of(Graph g) {
    return new Grouping(g, true);
  }

  /** Every call on its own. */
  static Grouping single(Graph g) {
    return new Grouping(g, false);
  }

  private static <T> Set<T> newSet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private Cluster cluster(Node n) {
    return Objects.requireNonNull(clusters.get(n));
  }

  private void joinInputs(Node n) {
    if (!Elementwise.isFusible(n) && !Elementwise.isSum(n)) {
      return;
    }
    for (Node in : n.inputs) {
      if (Elementwise.isFusible(in)) {
        Cluster a = cluster(in);
        Cluster b = cluster(n);
        boolean fits = a != b && a.space.equals(b.space) && in.shape.equals(a.space);
        if (fits && a.members.size() + b.members.size() <= LONGEST && isFree(a, b)) {
          join(a, b);
        }
      }
    }
  }

  private void join(Cluster a, Cluster b) {
    List<Node> all = new ArrayList<>(a.members);
    all.addAll(b.members);
    all.sort((x, y) -> Integer.compare(place(x), place(y)));
    if (!Elementwise.isPossible(all)) {
      return;
    }
    a.members.clear();
    a.members.addAll(all);
    b.members.forEach(m -> clusters.put(m, a));
  }

  private int place(Node n) {
    return Objects.requireNonNull(position.get(n));
  }

  /** Whether no value goes out of both clusters and comes back. */
  private boolean isFree(Cluster a, Cluster b) {
    Set<Cluster> seen = newSet();
    List<Node> open = new ArrayList<>();
    for (Cluster c : List.of(a, b)) {
      for (Node m : c.members) {
        for (Node in : m.inputs) {
          if (in.isCall() && cluster(in) != a && cluster(in) != b) {
            open.add(in);
          }
        }
      }
    }
    while (!open.isEmpty()) {
      Cluster c = cluster(open.remove(open.size() - 1));
      if (c == a || c == b) {
        return false;
      }
      if (seen.add(c)) {
        for (Node m : c.members) {
          m.inputs.stream().filter(Node::isCall).forEach(open::add);
        }
      }
    }
    return true;
  }

  private Map<Node, Boolean> readOutside(Graph g) {
    Map<Node, Boolean> outside = new IdentityHashMap<>();
    g.roots().forEach(n -> outside.put(n, true));
    for (Node n : g.nodes()) {
      for (Node in : n.inputs) {
        if (in.isCall() && cluster(in) != cluster(n)) {
          outside.put(in, true);
        }
      }
    }
    return outside;
  }

  /** Depth first, so that every unit comes after those that it reads. */
  private void emit(Cluster root, Set<Cluster> done, Map<Node, Boolean> outside) {
    List<Cluster> stack = new ArrayList<>(List.of(root));
    while (!stack.isEmpty()) {
      Cluster c = stack.get(stack.size() - 1);
      int before = stack.size();
      if (!done.contains(c)) {
        for (Node m : c.members) {
          for (Node in : m.inputs) {
            if (in.isCall() && cluster(in) != c && !done.contains(cluster(in))) {
              stack.add(cluster(in));
            }
          }
        }
      }
      if (stack.size() == before) {
        stack.remove(stack.size() - 1);
        if (done.add(c)) {
          add(c, outside);
        }
      }
    }
  }

  private void add(Cluster c, Map<Node, Boolean> outside) {
    Set<Node> own = newSet();
    own.addAll(c.members);
    Set<Node> seen = newSet();
    List<Node> inputs = new ArrayList<>();
    List<Node> results = new ArrayList<>();
    for (Node m : c.members) {
      for (Node in : m.inputs) {
        if (!own.contains(in) && seen.add(in)) {
          inputs.add(in);
        }
      }
      if (c.members.size() == 1 || outside.containsKey(m)) {
        results.add(m);
      } else {
        internal.add(m);
      }
    }
    units.add(new Unit(List.copyOf(c.members), inputs, results));
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

package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives every node of a graph its tensor: an own array, a shared one, or a view of another's. */
final class Layout {
  private final Graph graph;
  private final int batch;
  private final Grouping grouping;
  private final Slots slots;
  private final Map<Node, Node> base = new IdentityHashMap<>();
  private final Map<Node, Slots.Slot> slotOf = new IdentityHashMap<>();
  private final Map<Node, Integer> lastUse = new IdentityHashMap<>();

  Layout(Graph graph, int batch, Grouping grouping, Slots slots) {
    this.graph = graph;
    this.batch = batch;
    this.grouping = grouping;
    this.slots = slots;
  }

  /** Decides what lies where; makes nothing. */
  void plan() {
    findBases();
    assignSlots();
  }

  /** Makes the tensors. */
  Map<Node, Tensor> place() {
    if (base.isEmpty()) {
      plan();
    }
    Map<Node, Tensor> at = new IdentityHashMap<>();
    for (Node n : graph.nodes()) {
      if (grouping.isInternal(n)) {
        continue;
      }
      if (n.kind == Node.Kind.HELD || n.kind == Node.Kind.CONSTANT) {
        at.put(n, n.value(batch).detach());
      } else if (slotOf.containsKey(n)) {
        at.put(n, slots.tensor(Objects.requireNonNull(slotOf.get(n)), n.shape.at(batch)));
      } else {
        at.put(n, n.opAt(batch).compute(inputs(n, at)));
      }
    }
    return at;
  }

  private static Tensor[] inputs(Node n, Map<Node, Tensor> at) {
    return n.inputs.stream().map(i -> Objects.requireNonNull(at.get(i))).toArray(Tensor[]::new);
  }

  /** Views by a dry run over empty tensors of the right geometry. */
  private void findBases() {
    Map<Node, Tensor> dry = new IdentityHashMap<>();
    for (Node n : graph.nodes()) {
      base.put(n, n);
      if (grouping.isInternal(n)) {
        continue;
      }
      if (n.isCall() && n.op().isView() && !n.inputs.isEmpty()) {
        Op op = n.opAt(batch);
        Tensor[] in = n.inputs.stream().map(i -> dry(i, dry)).toArray(Tensor[]::new);
        Tensor out = op.compute(in);
        if (Plan.shares(in[0], out)) {
          base.put(n, Objects.requireNonNull(base.get(n.inputs.get(0))));
          dry.put(n, out);
          continue;
        }
      }
    }
  }

  private Tensor dry(Node n, Map<Node, Tensor> dry) {
    return dry.computeIfAbsent(
        n,
        k -> {
          boolean given = n.kind == Node.Kind.HELD || n.kind == Node.Kind.CONSTANT;
          return given ? n.value(batch).detach() : Tensor.zeros(n.dtype, n.shape.at(batch));
        });
  }

  private void assignSlots() {
    List<Grouping.Unit> units = grouping.units();
    for (int u = 0; u < units.size(); u++) {
      for (Node n : units.get(u).inputs()) {
        lastUse.put(Objects.requireNonNull(base.get(n)), u);
      }
    }
    Set<Node> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    graph.inputs().forEach(kept::add);
    graph.roots().forEach(n -> kept.add(Objects.requireNonNull(base.get(n))));
    for (Node n : graph.inputs()) {
      take(n);
    }
    for (int u = 0; u < units.size(); u++) {
      List<Node> made = new ArrayList<>();
      Node heir = null;
      Node product = u == 0 ? null : dyingProduct(units.get(u - 1), units.get(u), u, kept);
      for (Node n : units.get(u).results()) {
        if (base.get(n) == n) {
          if (product != null && heir == null && fits(product, n)) {
            heir = n;
            slotOf.put(n, Objects.requireNonNull(slotOf.get(product)));
          } else {
            take(n);
          }
          made.add(n);
        }
      }
      Set<Node> ended = Collections.newSetFromMap(new IdentityHashMap<>());
      units.get(u).inputs().forEach(i -> ended.add(Objects.requireNonNull(base.get(i))));
      ended.addAll(made);
      if (heir != null) {
        ended.remove(product);
      }
      for (Node n : ended) {
        if (!kept.contains(n) && slotOf.containsKey(n) && lastUse.getOrDefault(n, u) <= u) {
          slots.release(Objects.requireNonNull(slotOf.get(n)));
        }
      }
    }
  }

  /**
   * The matrix product of the unit before, when this unit is elementwise, reads it as it is and is
   * the last to do so: then a result takes its place, and both can run as one.
   */
  private @Nullable Node dyingProduct(
      Grouping.Unit before, Grouping.Unit unit, int at, Set<Node> kept) {
    Node p = before.nodes().get(0);
    boolean elementwise = unit.isFused() || Elementwise.isFusible(unit.nodes().get(0));
    if (!elementwise
        || before.isFused()
        || !Product.isOne(p)
        || kept.contains(p)
        || !slotOf.containsKey(p)
        || lastUse.getOrDefault(p, at) != at
        || unit.nodes().stream().anyMatch(Elementwise::isSum)) {
      return null;
    }
    for (Node i : unit.inputs()) {
      if (base.get(i) == p && i != p) {
        return null;
      }
    }
    return unit.inputs().contains(p) ? p : null;
  }

  private static boolean fits(Node product, Node result) {
    return product.dtype == result.dtype && product.shape.equals(result.shape);
  }

  private void take(Node n) {
    Shape s = n.shape.at(batch);
    slotOf.put(n, slots.take(n.dtype, s.numel()));
  }
}

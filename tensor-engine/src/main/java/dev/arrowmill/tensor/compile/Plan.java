package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Memory;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Kernel;
import dev.arrowmill.tensor.op.Op;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A graph for one batch size: memory laid out, kernels bound. A run copies the arguments in, walks
 * the kernels and leaves the results in {@link #output}. Not thread-safe.
 */
final class Plan {
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> outputs = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final Slots slots;
  private final Kernel[] kernels;
  private final Map<Node, Integer> madeAt = new IdentityHashMap<>();
  private final Map<Object, Integer> readAt = new IdentityHashMap<>();
  private final List<Node> outputNodes;
  private final Graph graph;
  private @Nullable Product product;

  /**
   * One kernel and what it stands for.
   *
   * @param name op names, joined by + where several became one
   * @param fused how many ops it stands for
   */
  record Stage(String name, int fused, Kernel kernel, boolean allocates) {}

  /**
   * Lays out and binds.
   *
   * @param pool where the arrays come from
   * @throws dev.arrowmill.tensor.MemoryLimitException before anything is made, when it does not fit
   */
  Plan(Graph graph, int batch, Pool pool) {
    Grouping grouping = Grouping.of(graph);
    slots = new Slots(pool);
    Layout layout = new Layout(graph, batch, grouping, slots);
    layout.plan();
    Memory.require("a plan for batch " + batch, slots.bytes() - pool.bytes());
    Map<Node, Tensor> at = layout.place();
    for (Node n : graph.inputs()) {
      inputs.add(get(at, n));
    }
    for (Grouping.Unit unit : grouping.units()) {
      bind(unit, batch, at);
      unit.results().forEach(n -> madeAt.put(n, stages.size()));
      unit.inputs().forEach(n -> readAt.put(get(at, n).storage(), stages.size()));
    }
    outputNodes = graph.outputs();
    this.graph = graph;
    for (Graph.Effect e : graph.effects()) {
      Kernel copy = Copies.kernel(get(at, e.source()), e.target().detach());
      stages.add(new Stage("assign", 1, copy, false));
    }
    for (Node n : graph.outputs()) {
      outputs.add(get(at, n));
    }
    kernels = stages.stream().map(Stage::kernel).toArray(Kernel[]::new);
  }

  private static Tensor get(Map<Node, Tensor> at, Node n) {
    return java.util.Objects.requireNonNull(at.get(n));
  }

  private void bind(Grouping.Unit unit, int batch, Map<Node, Tensor> at) {
    Node n = unit.nodes().get(0);
    Product before = product;
    if (before != null && (unit.isFused() || Elementwise.isFusible(n))) {
      Stage joined =
          before.with(Fusion.bind(unit, batch, at), Fusion.name(unit), unit.nodes().size());
      if (joined != null) {
        stages.set(stages.size() - 1, joined);
        product = null;
        return;
      }
    }
    if (unit.isFused() || isInPlace(n, at)) {
      stages.addAll(Fusion.stages(unit, batch, at));
      product = null;
      return;
    }
    Op op = n.opAt(batch);
    Tensor[] in = n.inputs.stream().map(i -> get(at, i)).toArray(Tensor[]::new);
    Tensor out = get(at, n);
    if (op.isView() && shares(in[0], out)) {
      return;
    }
    Kernel k = op.kernel(in, out);
    boolean allocates = k == null;
    Stage stage = new Stage(op.name(), 1, k == null ? eager(op, in, out) : k, allocates);
    stages.add(stage);
    product = k != null && Product.isOne(n) ? new Product(stage, in, out) : null;
  }

  /**
   * Whether an elementwise result lies over an input, which loops allow and other kernels may not.
   */
  private static boolean isInPlace(Node n, Map<Node, Tensor> at) {
    return Elementwise.isFusible(n)
        && n.inputs.stream().anyMatch(i -> shares(get(at, i), get(at, n)));
  }

  static boolean shares(Tensor a, Tensor b) {
    return a.storage() == b.storage();
  }

  private static Kernel eager(Op op, Tensor[] in, Tensor out) {
    return (part, parts) -> {
      if (part == 0) {
        Copies.kernel(op.compute(in), out).run(0, 1);
      }
    };
  }

  /** Copies the arguments' values in. */
  void load(Tensor... args) {
    for (int i = 0; i < args.length; i++) {
      Tensor to = inputs.get(i);
      Tensor from = args[i];
      if (from.isContiguous()) {
        System.arraycopy(from.storage(), from.offset(), to.storage(), to.offset(), to.numel());
      } else {
        Copies.kernel(from, to).run(0, 1);
      }
    }
  }

  /** A result; valid until the next run. */
  Tensor output(int i) {
    return outputs.get(i);
  }

  /** All results; valid until the next run. */
  Tensor[] outputs() {
    return outputs.toArray(Tensor[]::new);
  }

  /** Copies of all results. */
  Tensor[] results() {
    Tensor[] out = new Tensor[outputs.size()];
    for (int i = 0; i < out.length; i++) {
      Tensor y = outputs.get(i);
      out[i] = Tensor.zeros(y.dtype(), y.shape()).assign(y);
    }
    return out;
  }

  Kernel[] kernels() {
    return kernels;
  }

  /**
   * After how many kernels some results are there and nobody reads a held tensor any more, so that
   * it may be changed.
   */
  int placeFor(List<Integer> results, Tensor held) {
    int place = readAt.getOrDefault(held.storage(), 0);
    for (int r : results) {
      place = Math.max(place, madeAt.getOrDefault(outputNodes.get(r), 0));
    }
    return place;
  }

  /** What it was made of; plans of other batch sizes share it. */
  Graph graph() {
    return graph;
  }

  List<Stage> stages() {
    return stages;
  }

  /** Bytes of intermediate results and arguments, all arrays together. */
  long bytes() {
    return slots.bytes();
  }

  int arrays() {
    return slots.count();
  }
}

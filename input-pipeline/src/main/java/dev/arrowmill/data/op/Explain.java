package dev.arrowmill.data.op;

import dev.arrowmill.data.Options;
import java.util.ArrayList;
import java.util.List;

/** A pipeline and its plan as text. Internal. */
public final class Explain {
  private Explain() {}

  /** Asked, rewritten, running. */
  public static String text(Node node, Options options) {
    Plan plan = Plan.of(node, options);
    StringBuilder out = new StringBuilder("asked:\n");
    append(out, node, false, 1);
    out.append("rewritten:\n");
    List<String> rewrites = new ArrayList<>(plan.rewrites());
    if (packs(plan.node())) {
      rewrites.add("shuffled rows are packed at once: shuffle, transpose and batch are one pass");
    }
    if (rewrites.isEmpty()) {
      rewrites.add("nothing");
    }
    rewrites.forEach(r -> out.append("  ").append(r).append('\n'));
    out.append("runs:\n");
    append(out, plan.node(), true, 1);
    return out.append("  on up to ")
        .append(options.workers())
        .append(options.workers() == 1 ? " thread" : " threads")
        .append(" within ")
        .append(options.budget())
        .append(" bytes")
        .append(options.deterministic() ? "" : ", in any order")
        .append(options.autotune() ? ", tuned\n" : "\n")
        .toString();
  }

  private static void append(StringBuilder out, Node node, boolean runs, int indent) {
    List<Node> inputs = node.inputs();
    inputs.forEach(i -> append(out, i, runs, inputs.size() == 1 ? indent : indent + 1));
    out.append("  ".repeat(indent));
    out.append(runs && node instanceof Source s ? s.reads() : node.toString()).append('\n');
  }

  private static boolean packs(Node node) {
    boolean batches = node instanceof Batching || node instanceof PaddedBatching;
    return (batches && shuffles(node.input())) || node.inputs().stream().anyMatch(Explain::packs);
  }

  private static boolean shuffles(Node node) {
    boolean keepsRows = node instanceof Prefetch || node instanceof Repeat || node instanceof Take;
    return node instanceof Shuffle || (keepsRows && shuffles(node.input()));
  }
}

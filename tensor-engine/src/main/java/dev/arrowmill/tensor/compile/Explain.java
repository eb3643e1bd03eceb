package dev.arrowmill.tensor.compile;

import java.util.List;
import java.util.Map;

/** Says in plain text what became of a program. */
final class Explain {
  private Explain() {}

  static String text(Map<Signature, List<Recorded>> cache, Map<Signature, String> eager) {
    StringBuilder s = new StringBuilder();
    cache.forEach((sig, list) -> list.forEach(r -> append(s, sig, r)));
    eager.forEach(
        (sig, why) -> s.append(name(sig)).append(": runs eagerly, ").append(why).append('\n'));
    return s.isEmpty() ? "not recorded yet\n" : s.toString();
  }

  static String name(Signature sig) {
    StringBuilder s = new StringBuilder("(");
    for (int i = 0; i < sig.types().size(); i++) {
      s.append(i > 0 ? ", " : "").append(sig.types().get(i));
      s.append(sig.shapes().get(i).toString().replace("-1", "B"));
    }
    return s.append(')').toString();
  }

  private static void append(StringBuilder s, Signature sig, Recorded r) {
    s.append(name(sig)).append(r.isOpen() ? ": any batch size B\n" : ": this shape only\n");
    s.append("  calls:");
    r.passes()
        .forEach(p -> s.append(' ').append(p.calls()).append(" (").append(p.name()).append(')'));
    s.append('\n');
    r.plans()
        .forEach(
            (batch, plan) -> {
              s.append("  plan").append(r.isOpen() ? " for B=" + batch : "").append(": ");
              s.append(plan.stages().size()).append(" kernels, ");
              s.append(plan.arrays()).append(" arrays, ").append(plan.bytes()).append(" bytes\n");
              plan.stages().forEach(k -> s.append("    ").append(line(k)).append('\n'));
            });
  }

  private static String line(Plan.Stage k) {
    return k.name()
        + (k.fused() > 1 ? " (" + k.fused() + " ops in one loop)" : "")
        + (k.allocates() ? " (eager op: allocates)" : "");
  }
}

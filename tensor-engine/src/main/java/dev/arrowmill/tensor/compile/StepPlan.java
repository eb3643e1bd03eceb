package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.RowGrad;
import dev.arrowmill.tensor.nn.Parameter;
import dev.arrowmill.tensor.op.Kernel;
import dev.arrowmill.tensor.optim.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan of loss and gradients with the optimizer's updates put in between.
 *
 * @param kernels all, in order
 * @param dense per parameter its gradient, or null
 * @param rows per parameter its gradient's rows, or null
 */
record StepPlan(
    Plan plan, Kernel[] kernels, List<@Nullable Tensor> dense, List<@Nullable RowGrad> rows) {

  /**
   * Binds a step.
   *
   * @param parts per parameter: 0 without gradient, -1 dense, else the number of parts of rows
   * @param clip what to do to all gradients before any update, or null
   */
  static StepPlan of(Plan plan, Optimizer optimizer, int[] parts, @Nullable Runnable clip) {
    List<@Nullable Tensor> dense = new ArrayList<>();
    List<@Nullable RowGrad> rows = new ArrayList<>();
    List<List<Kernel>> after = new ArrayList<>();
    int n = plan.kernels().length;
    for (int i = 0; i <= n; i++) {
      after.add(new ArrayList<>());
    }
    int next = 1;
    for (int i = 0; i < parts.length; i++) {
      int count = parts[i] < 0 ? 1 : 2 * parts[i];
      List<Integer> results = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        results.add(next++);
      }
      Tensor whole = parts[i] < 0 ? plan.output(results.get(0)) : null;
      RowGrad some = parts[i] > 0 ? rowGrad(plan, results) : null;
      dense.add(whole);
      rows.add(some);
      if (count > 0) {
        int place = plan.placeFor(results, optimizer.parameters().get(i).tensor());
        after.get(clip == null ? place : n).add(update(optimizer, i, whole, some));
      }
    }
    return new StepPlan(plan, weave(plan, optimizer, after, clip), dense, rows);
  }

  private static RowGrad rowGrad(Plan plan, List<Integer> results) {
    List<RowGrad.Part> parts = new ArrayList<>();
    for (int k = 0; k < results.size(); k += 2) {
      parts.add(new RowGrad.Part(plan.output(results.get(k)), plan.output(results.get(k + 1))));
    }
    return new RowGrad(parts);
  }

  private static Kernel update(
      Optimizer optimizer, int i, @Nullable Tensor whole, @Nullable RowGrad some) {
    if (some != null) {
      return (part, parts) -> optimizer.updateRows(i, some, part, parts);
    }
    Tensor g = java.util.Objects.requireNonNull(whole);
    if (!g.isContiguous()) {
      return (part, parts) -> optimizer.update(i, part, parts);
    }
    Object array = g.storage();
    int at = g.offset();
    return (part, parts) -> optimizer.update(i, array, at, part, parts);
  }

  private static Kernel[] weave(
      Plan plan, Optimizer optimizer, List<List<Kernel>> after, @Nullable Runnable clip) {
    List<Kernel> all = new ArrayList<>();
    all.add(once(optimizer::beginStep));
    int n = plan.kernels().length;
    for (int k = 0; k <= n; k++) {
      if (k == n && clip != null) {
        all.add(once(clip));
      }
      all.addAll(after.get(k));
      all.addAll(Arrays.asList(plan.kernels()).subList(k, Math.min(k + 1, n)));
    }
    return all.toArray(Kernel[]::new);
  }

  private static Kernel once(Runnable body) {
    return (part, parts) -> {
      if (part == 0) {
        body.run();
      }
    };
  }

  /** Makes the plan's gradients visible as those of the parameters. */
  void show(List<Parameter> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).setGrad(dense.get(i));
      parameters.get(i).setRowGrad(rows.get(i));
    }
  }
}

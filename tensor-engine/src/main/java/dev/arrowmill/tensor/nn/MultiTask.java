package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.util.List;

/**
 * One loss of several: the sum of e^-s_i L_i + s_i with trained s (Kendall et al. 2018), or, by
 * {@link #sum}, with fixed weights. Parameter logVariances [tasks], 0 at first.
 */
public final class MultiTask extends Module {
  private final Parameter logVariances;

  private MultiTask(int tasks) {
    if (tasks < 1) {
      throw new IllegalArgumentException("MultiTask: needs at least one task, got " + tasks);
    }
    logVariances = parameter("logVariances", Tensor.zeros(DType.FLOAT32, Shape.of(tasks)));
  }

  /** For a number of tasks. */
  public static MultiTask of(int tasks) {
    return new MultiTask(tasks);
  }

  /**
   * The loss of the tasks' scalar losses.
   *
   * @throws IllegalArgumentException when their number differs
   */
  public Tensor forward(List<Tensor> losses) {
    Tensor s = logVariances.tensor();
    if (losses.size() != s.size(0)) {
      throw new IllegalArgumentException(
          "MultiTask: expected " + s.size(0) + " losses, got " + losses.size());
    }
    Tensor total = s.sum();
    for (int i = 0; i < losses.size(); i++) {
      total = total.add(losses.get(i).mul(s.select(0, i).neg().exp()));
    }
    return total;
  }

  /**
   * The weighted sum of scalar losses.
   *
   * @throws IllegalArgumentException when the numbers of losses and weights differ, or there are
   *     none
   */
  public static Tensor sum(List<Tensor> losses, double... weights) {
    if (losses.isEmpty() || losses.size() != weights.length) {
      throw new IllegalArgumentException(
          "multiTask: got " + losses.size() + " losses and " + weights.length + " weights");
    }
    Tensor total = losses.get(0).mul(weights[0]);
    for (int i = 1; i < weights.length; i++) {
      total = total.add(losses.get(i).mul(weights[i]));
    }
    return total;
  }

  @Override
  public String toString() {
    return "MultiTask(" + logVariances.tensor().size(0) + ")";
  }
}

package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.Tensor;
import java.util.Map;
import java.util.Objects;

/**
 * Sets an optimizer's learning rate by a {@link Schedule}: at once, and anew in each {@link
 * #step()}. Not thread-safe.
 */
public final class Scheduler {
  private final Optimizer optimizer;
  private final Schedule schedule;
  private double base;
  private long steps;

  private Scheduler(Optimizer optimizer, Schedule schedule) {
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.base = optimizer.lr();
    apply();
  }

  /** For an optimizer whose rate is the schedule's base. */
  public static Scheduler of(Optimizer optimizer, Schedule schedule) {
    return new Scheduler(optimizer, schedule);
  }

  /** Goes on by one step (or epoch, as the schedule was meant). */
  public void step() {
    steps++;
    apply();
  }

  /** Steps done. */
  public long steps() {
    return steps;
  }

  private void apply() {
    optimizer.schedule(schedule.lr(base, steps));
    double m = schedule.momentum(steps);
    if (!Double.isNaN(m)) {
      optimizer.setMomentum(m);
    }
  }

  /** What a restart needs: {@code step} (int64) and {@code base_lr} (float64). */
  public Map<String, Tensor> state() {
    return Map.of("step", Tensor.of(new long[] {steps}), "base_lr", Tensor.of(new double[] {base}));
  }

  /**
   * Takes over a saved state and sets the rate.
   *
   * @throws IllegalArgumentException when an entry is missing
   */
  public void loadState(Map<String, Tensor> saved) {
    if (!saved.containsKey("step") || !saved.containsKey("base_lr")) {
      throw new IllegalArgumentException(
          "scheduler: loadState: expected step and base_lr, got " + saved.keySet());
    }
    steps = (long) Objects.requireNonNull(saved.get("step")).item();
    base = Objects.requireNonNull(saved.get("base_lr")).item();
    apply();
  }
}

package dev.arrowmill.tensor.optim;

/** A learning rate as a function of the steps done. Stateless; {@link Schedules} makes them. */
@FunctionalInterface
public interface Schedule {
  /**
   * The rate.
   *
   * @param base the optimizer's own rate, that of its setting when the scheduler was made
   * @param step steps of the scheduler done, from 0
   */
  double lr(double base, long step);

  /** The momentum, or NaN to leave it alone. */
  default double momentum(long step) {
    return Double.NaN;
  }
}

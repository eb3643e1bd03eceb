package dev.arrowmill.tensor.optim;

/**
 * The rate goes up and down between two values, the momentum the other way (Smith 2017), as
 * PyTorch's CyclicLR. Immutable.
 *
 * @param baseLr the bottom
 * @param maxLr the top
 * @param up steps of the way up
 * @param down steps of the way down
 * @param mode how the cycles change
 * @param gamma the base of EXP_RANGE
 * @param baseMomentum momentum at the top
 * @param maxMomentum momentum at the bottom, or NaN to leave momentum alone
 */
public record CyclicLr(
    double baseLr,
    double maxLr,
    int up,
    int down,
    Mode mode,
    double gamma,
    double baseMomentum,
    double maxMomentum)
    implements Schedule {
  /** How the height of the cycles changes. */
  public enum Mode {
    /** Not at all. */
    TRIANGULAR,
    /** Halved at each cycle. */
    TRIANGULAR2,
    /** Times gamma at each step. */
    EXP_RANGE
  }

  /** Checks. */
  public CyclicLr {
    Schedules.positive("cyclicLr", "up", up);
    Schedules.positive("cyclicLr", "down", down);
  }

  /** As many steps up as down, momentum 0.8 to 0.9. */
  public static CyclicLr of(double baseLr, double maxLr, int up, Mode mode) {
    return new CyclicLr(baseLr, maxLr, up, up, mode, 1, 0.8, 0.9);
  }

  /** With another number of steps down. */
  public CyclicLr down(int steps) {
    return new CyclicLr(baseLr, maxLr, up, steps, mode, gamma, baseMomentum, maxMomentum);
  }

  /** With another base of EXP_RANGE. */
  public CyclicLr gamma(double value) {
    return new CyclicLr(baseLr, maxLr, up, down, mode, value, baseMomentum, maxMomentum);
  }

  /** With the momentum left alone. */
  public CyclicLr withoutMomentum() {
    return new CyclicLr(baseLr, maxLr, up, down, mode, gamma, Double.NaN, Double.NaN);
  }

  @Override
  public double lr(double base, long step) {
    return baseLr + (maxLr - baseLr) * height(step);
  }

  @Override
  public double momentum(long step) {
    return maxMomentum - (maxMomentum - baseMomentum) * height(step);
  }

  private double height(long step) {
    long total = (long) up + down;
    long cycle = step / total;
    long at = step % total;
    double h = at <= up ? (double) at / up : (double) (total - at) / down;
    return switch (mode) {
      case TRIANGULAR -> h;
      case TRIANGULAR2 -> h * StrictMath.pow(0.5, cycle);
      case EXP_RANGE -> h * StrictMath.pow(gamma, step);
    };
  }
}

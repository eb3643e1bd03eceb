package dev.arrowmill.tensor.optim;

/**
 * One rise and one fall of the rate, while the momentum falls and rises (Smith and Topin 2018), as
 * PyTorch's OneCycleLR. Immutable.
 *
 * @param maxLr the top
 * @param totalSteps steps of the cycle
 * @param pctStart part of the cycle spent on the rise
 * @param linear whether to go linearly instead of by half a cosine
 * @param threePhase whether the fall first only undoes the rise
 * @param divFactor the top over the first rate
 * @param finalDivFactor the first rate over the last
 * @param baseMomentum momentum at the top
 * @param maxMomentum momentum at the ends, or NaN to leave momentum alone
 */
public record OneCycleLr(
    double maxLr,
    int totalSteps,
    double pctStart,
    boolean linear,
    boolean threePhase,
    double divFactor,
    double finalDivFactor,
    double baseMomentum,
    double maxMomentum)
    implements Schedule {
  /** Checks. */
  public OneCycleLr {
    Schedules.positive("oneCycleLr", "totalSteps", totalSteps);
    if (!(pctStart >= 0 && pctStart <= 1)) {
      throw new IllegalArgumentException(
          "oneCycleLr: pctStart must lie in [0, 1], got " + pctStart);
    }
  }

  /** PyTorch's defaults: a rise in 30% of the steps from 1/25, cosines, momentum 0.85 to 0.95. */
  public static OneCycleLr of(double maxLr, int totalSteps) {
    return new OneCycleLr(maxLr, totalSteps, 0.3, false, false, 25, 1e4, 0.85, 0.95);
  }

  /** With another part spent on the rise. */
  public OneCycleLr pctStart(double part) {
    return new OneCycleLr(
        maxLr,
        totalSteps,
        part,
        linear,
        threePhase,
        divFactor,
        finalDivFactor,
        baseMomentum,
        maxMomentum);
  }

  /** Linear instead of cosine. */
  public OneCycleLr linear(boolean on) {
    return new OneCycleLr(
        maxLr,
        totalSteps,
        pctStart,
        on,
        threePhase,
        divFactor,
        finalDivFactor,
        baseMomentum,
        maxMomentum);
  }

  /** Three phases instead of two. */
  public OneCycleLr threePhase(boolean on) {
    return new OneCycleLr(
        maxLr,
        totalSteps,
        pctStart,
        linear,
        on,
        divFactor,
        finalDivFactor,
        baseMomentum,
        maxMomentum);
  }

  /** With the momentum left alone. */
  public OneCycleLr withoutMomentum() {
    return new OneCycleLr(
        maxLr,
        totalSteps,
        pctStart,
        linear,
        threePhase,
        divFactor,
        finalDivFactor,
        Double.NaN,
        Double.NaN);
  }

  @Override
  public double lr(double base, long step) {
    double first = maxLr / divFactor;
    return at(step, first, maxLr, first, first / finalDivFactor);
  }

  @Override
  public double momentum(long step) {
    return at(step, maxMomentum, baseMomentum, maxMomentum, maxMomentum);
  }

  private double at(long step, double first, double top, double again, double last) {
    if (step > totalSteps) {
      throw new IllegalStateException(
          "oneCycleLr: step " + step + " is behind the end of the cycle, " + totalSteps);
    }
    double rise = pctStart * totalSteps - 1;
    if (step <= rise) {
      return between(first, top, step / rise);
    }
    double end = totalSteps - 1;
    if (!threePhase) {
      return between(top, last, (step - rise) / (end - rise));
    }
    double back = 2 * pctStart * totalSteps - 2;
    return step <= back
        ? between(top, again, (step - rise) / (back - rise))
        : between(again, last, (step - back) / (end - back));
  }

  private double between(double from, double to, double part) {
    return linear
        ? (to - from) * part + from
        : to + (from - to) / 2 * (StrictMath.cos(Math.PI * part) + 1);
  }
}

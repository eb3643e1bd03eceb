package dev.arrowmill.tensor.optim;

import java.util.List;
import java.util.function.LongToDoubleFunction;

/** PyTorch's schedules, in closed form. Steps count calls of {@link Scheduler#step()}. */
public final class Schedules {
  private Schedules() {}

  /** StepLR: times gamma every so many steps. */
  public static Schedule stepLr(int stepSize, double gamma) {
    positive("stepLr", "stepSize", stepSize);
    return (base, t) -> base * StrictMath.pow(gamma, t / stepSize);
  }

  /** MultiStepLR: times gamma at each milestone. */
  public static Schedule multiStepLr(double gamma, int... milestones) {
    int[] at = milestones.clone();
    return (base, t) -> {
      int passed = 0;
      for (int m : at) {
        passed += t >= m ? 1 : 0;
      }
      return base * StrictMath.pow(gamma, passed);
    };
  }

  /** ExponentialLR: times gamma at each step. */
  public static Schedule exponentialLr(double gamma) {
    return (base, t) -> base * StrictMath.pow(gamma, t);
  }

  /** CosineAnnealingLR: half a cosine from the rate to etaMin in tMax steps, and back. */
  public static Schedule cosineAnnealingLr(int tMax, double etaMin) {
    positive("cosineAnnealingLr", "tMax", tMax);
    return (base, t) -> etaMin + (base - etaMin) * (1 + cos(t, tMax)) / 2;
  }

  /** CosineAnnealingWarmRestarts: falls in t0 steps, restarts, each time tMult times longer. */
  public static Schedule cosineAnnealingWarmRestarts(int t0, int tMult, double etaMin) {
    positive("cosineAnnealingWarmRestarts", "t0", t0);
    positive("cosineAnnealingWarmRestarts", "tMult", tMult);
    return (base, step) -> {
      long length = t0;
      long t = step;
      if (tMult == 1) {
        t %= t0;
      }
      while (t >= length) {
        t -= length;
        length *= tMult;
      }
      return etaMin + (base - etaMin) * (1 + cos(t, length)) / 2;
    };
  }

  private static double cos(double t, double length) {
    return StrictMath.cos(Math.PI * t / length);
  }

  /** LinearLR: the factor on the rate goes from start to end in total steps. */
  public static Schedule linearLr(double start, double end, int total) {
    positive("linearLr", "total", total);
    return (base, t) -> base * (start + (end - start) * Math.min(t, total) / total);
  }

  /** ConstantLR: a factor on the rate in the first steps. */
  public static Schedule constantLr(double factor, int total) {
    return (base, t) -> t < total ? base * factor : base;
  }

  /** PolynomialLR: to 0 in total steps. */
  public static Schedule polynomialLr(int total, double power) {
    positive("polynomialLr", "total", total);
    return (base, t) -> base * StrictMath.pow(1 - (double) Math.min(t, total) / total, power);
  }

  /** LambdaLR: a factor by a function of the step. */
  public static Schedule lambdaLr(LongToDoubleFunction factor) {
    return (base, t) -> base * factor.applyAsDouble(t);
  }

  /** A linear rise from 0 in the first steps, then another schedule from its start. */
  public static Schedule warmup(int steps, Schedule then) {
    positive("warmup", "steps", steps);
    return sequential(List.of(linearLr(0, 1, steps), then), steps);
  }

  /** SequentialLR: schedule i + 1 starts anew at milestone i. */
  public static Schedule sequential(List<Schedule> schedules, int... milestones) {
    if (schedules.size() != milestones.length + 1) {
      throw new IllegalArgumentException(
          "sequential: got "
              + schedules.size()
              + " schedules and "
              + milestones.length
              + " milestones, expected one milestone less");
    }
    return new Sequence(List.copyOf(schedules), milestones.clone());
  }

  private record Sequence(List<Schedule> schedules, int[] milestones) implements Schedule {
    private int index(long t) {
      int i = 0;
      while (i < milestones.length && t >= milestones[i]) {
        i++;
      }
      return i;
    }

    @Override
    public double lr(double base, long t) {
      int i = index(t);
      return schedules.get(i).lr(base, i == 0 ? t : t - milestones[i - 1]);
    }

    @Override
    public double momentum(long t) {
      int i = index(t);
      return schedules.get(i).momentum(i == 0 ? t : t - milestones[i - 1]);
    }
  }

  static void positive(String op, String what, int n) {
    if (n < 1) {
      throw new IllegalArgumentException(op + ": " + what + " must be positive, got " + n);
    }
  }
}

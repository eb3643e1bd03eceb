package dev.arrowmill.tensor.optim;

/**
 * A line search for a length whose value and slope satisfy the strong Wolfe conditions: bracketing,
 * then zooming by cubic interpolation (Nocedal and Wright, Numerical Optimization, 3.5 and 3.6, in
 * PyTorch's variant).
 */
final class StrongWolfe {
  private static final double ARMIJO = 1e-4;
  private static final double CURVATURE = 0.9;

  /** The value and, into an array, the gradient at a length. */
  @FunctionalInterface
  interface Objective {
    double at(double t, double[] gradient);
  }

  private record Point(double t, double f, double[] g, double slope) {}

  private final Objective objective;
  private Point best = new Point(0, 0, new double[0], 0);
  private int evaluations;

  StrongWolfe(Objective objective) {
    this.objective = objective;
  }

  double t() {
    return best.t;
  }

  double f() {
    return best.f;
  }

  double[] g() {
    return best.g;
  }

  int evaluations() {
    return evaluations;
  }

  private Point evaluate(double t, double[] d) {
    double[] g = new double[d.length];
    double f = objective.at(t, g);
    evaluations++;
    return new Point(t, f, g, Lbfgs.dot(g, d));
  }

  void run(double t, double[] d, double f, double[] g, double slope, double tolerance, int most) {
    Point zero = new Point(0, f, g.clone(), slope);
    Point previous = zero;
    Point now = evaluate(t, d);
    Point[] bracket = null;
    int n = 0;
    while (n < most) {
      if (tooHigh(now, zero) || (n > 1 && now.f >= previous.f)) {
        bracket = new Point[] {previous, now};
        break;
      }
      if (isFlat(now, zero)) {
        best = now;
        return;
      }
      if (now.slope >= 0) {
        bracket = new Point[] {previous, now};
        break;
      }
      double next = cubic(previous, now, now.t + 0.01 * (now.t - previous.t), now.t * 10);
      previous = now;
      now = evaluate(next, d);
      n++;
    }
    best = zoom(bracket == null ? new Point[] {zero, now} : bracket, zero, d, tolerance, most - n);
  }

  private static boolean tooHigh(Point p, Point zero) {
    return p.f > zero.f + ARMIJO * p.t * zero.slope;
  }

  private static boolean isFlat(Point p, Point zero) {
    return Math.abs(p.slope) <= -CURVATURE * zero.slope;
  }

  private Point zoom(Point[] bracket, Point zero, double[] d, double tolerance, int most) {
    boolean ordered = bracket[0].f <= bracket[1].f;
    Point low = bracket[ordered ? 0 : 1];
    Point high = bracket[ordered ? 1 : 0];
    boolean stuck = false;
    for (int n = 0; n < most; n++) {
      double lo = Math.min(low.t, high.t);
      double hi = Math.max(low.t, high.t);
      if ((hi - lo) * Lbfgs.largest(d) < tolerance) {
        break;
      }
      double t = cubic(low, high, lo, hi);
      double margin = 0.1 * (hi - lo);
      if (Math.min(hi - t, t - lo) < margin) {
        if (stuck || t >= hi || t <= lo) {
          t = Math.abs(t - hi) < Math.abs(t - lo) ? hi - margin : lo + margin;
          stuck = false;
        } else {
          stuck = true;
        }
      } else {
        stuck = false;
      }
      Point p = evaluate(t, d);
      if (tooHigh(p, zero) || p.f >= low.f) {
        high = p;
        if (high.f < low.f) {
          Point swap = low;
          low = high;
          high = swap;
        }
        continue;
      }
      if (isFlat(p, zero)) {
        return p;
      }
      if (p.slope * (high.t - low.t) >= 0) {
        high = low;
      }
      low = p;
    }
    return low;
  }

  /** The minimum, within bounds, of the cubic through two values and slopes. */
  private static double cubic(Point a, Point b, double lo, double hi) {
    double d1 = a.slope + b.slope - 3 * (a.f - b.f) / (a.t - b.t);
    double square = d1 * d1 - a.slope * b.slope;
    if (!(square >= 0)) {
      return (lo + hi) / 2;
    }
    double d2 = Math.sqrt(square);
    double t =
        a.t <= b.t
            ? b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
            : a.t - (a.t - b.t) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2));
    return Math.min(Math.max(t, lo), hi);
  }
}

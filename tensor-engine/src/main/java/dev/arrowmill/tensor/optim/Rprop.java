package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/**
 * Resilient backpropagation (Riedmiller and Braun 1993): steps by the sign of the gradient, larger
 * while it stays.
 */
public final class Rprop extends Optimizer {
  private static final List<String> KEYS = List.of("prev", "step_size");

  private double shrink = 0.5;
  private double grow = 1.2;
  private double smallest = 1e-6;
  private double largest = 50;

  private Rprop(List<ParamGroup> groups) {
    super("Rprop", groups, 1e-2);
  }

  /** Over one group of parameters; lr 1e-2 until set. */
  public static Rprop of(List<Parameter> parameters) {
    return new Rprop(List.of(ParamGroup.of(parameters)));
  }

  /** Over several groups. */
  public static Rprop ofGroups(List<ParamGroup> groups) {
    return new Rprop(groups);
  }

  @Override
  public Rprop lr(double lr) {
    setLr(lr);
    return this;
  }

  /** Factors on the step when the sign changes and when it stays. */
  public Rprop etas(double minus, double plus) {
    shrink = inRange("etas", minus, 0, 1);
    grow = inRange("etas", plus, 1, Double.POSITIVE_INFINITY);
    return this;
  }

  /** Bounds of the steps. */
  public Rprop stepSizes(double min, double max) {
    smallest = min;
    largest = max;
    return this;
  }

  /** Whether the gradient is followed upwards. */
  public Rprop maximize(boolean on) {
    setMaximize(on);
    return this;
  }

  @Override
  List<String> stateKeys() {
    return KEYS;
  }

  @Override
  void prepare(Slot slot, double lr, long step) {
    double[] c = slot.c;
    c[0] = sign();
    c[1] = shrink;
    c[2] = grow;
    c[3] = smallest;
    c[4] = largest;
  }

  @Override
  void single(Slot slot, float[] p, int po, float[] g, int go, int so, int n) {
    double[] c = slot.c;
    float sign = (float) c[0];
    float minus = (float) c[1];
    float plus = (float) c[2];
    float lo = (float) c[3];
    float hi = (float) c[4];
    float[] prev = slot.f(0);
    float[] size = slot.f(1);
    for (int i = 0; i < n; i++) {
      float d = sign * g[go + i];
      float turn = d * prev[so + i];
      float factor = turn > 0 ? plus : turn < 0 ? minus : 1;
      float step = Math.min(Math.max(size[so + i] * factor, lo), hi);
      size[so + i] = step;
      d = turn < 0 ? 0 : d;
      prev[so + i] = d;
      p[po + i] -= d > 0 ? step : d < 0 ? -step : 0;
    }
  }

  @Override
  void twice(Slot slot, double[] p, int po, double[] g, int go, int so, int n) {
    double[] c = slot.c;
    double sign = c[0];
    double minus = c[1];
    double plus = c[2];
    double lo = c[3];
    double hi = c[4];
    double[] prev = slot.d(0);
    double[] size = slot.d(1);
    for (int i = 0; i < n; i++) {
      double d = sign * g[go + i];
      double turn = d * prev[so + i];
      double factor = turn > 0 ? plus : turn < 0 ? minus : 1;
      double step = Math.min(Math.max(size[so + i] * factor, lo), hi);
      size[so + i] = step;
      d = turn < 0 ? 0 : d;
      prev[so + i] = d;
      p[po + i] -= d > 0 ? step : d < 0 ? -step : 0;
    }
  }

  @Override
  double initial(int k, double lr) {
    return k == 1 ? lr : 0;
  }
}

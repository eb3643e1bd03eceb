package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/** Adamax (Kingma and Ba 2015): Adam with the largest gradient instead of the second moment. */
public final class Adamax extends Optimizer {
  private static final List<String> KEYS = List.of("exp_avg", "exp_inf");

  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double eps = 1e-8;

  private Adamax(List<ParamGroup> groups) {
    super("Adamax", groups, 2e-3);
  }

  /** Over one group of parameters; lr 2e-3 until set. */
  public static Adamax of(List<Parameter> parameters) {
    return new Adamax(List.of(ParamGroup.of(parameters)));
  }

  /** Over several groups. */
  public static Adamax ofGroups(List<ParamGroup> groups) {
    return new Adamax(groups);
  }

  @Override
  public Adamax lr(double lr) {
    setLr(lr);
    return this;
  }

  /** Decay rates of the two moments, in [0, 1). */
  public Adamax betas(double first, double second) {
    beta1 = inRange("betas", first, 0, 1);
    beta2 = inRange("betas", second, 0, 1);
    return this;
  }

  /** Added to the denominator. */
  public Adamax eps(double value) {
    eps = inRange("eps", value, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** L2 penalty, for groups without their own. */
  public Adamax weightDecay(double decay) {
    setDecay(decay);
    return this;
  }

  /** Whether the gradient is followed upwards. */
  public Adamax maximize(boolean on) {
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
    c[0] = lr / (1 - Powers.of(beta1, step));
    c[1] = decay(slot);
    c[2] = beta1;
    c[3] = 1 - beta1;
    c[4] = beta2;
    c[5] = eps;
    c[6] = sign();
  }

  @Override
  void single(Slot slot, float[] p, int po, float[] g, int go, int so, int n) {
    double[] c = slot.c;
    float rate = (float) c[0];
    float decay = (float) c[1];
    float b1 = (float) c[2];
    float gain = (float) c[3];
    float b2 = (float) c[4];
    float small = (float) c[5];
    float sign = (float) c[6];
    float[] m = slot.f(0);
    float[] u = slot.f(1);
    for (int i = 0; i < n; i++) {
      float d = sign * g[go + i] + decay * p[po + i];
      float mi = b1 * m[so + i] + gain * d;
      float ui = Math.max(b2 * u[so + i], Math.abs(d) + small);
      m[so + i] = mi;
      u[so + i] = ui;
      p[po + i] -= rate * (mi / ui);
    }
  }

  @Override
  void twice(Slot slot, double[] p, int po, double[] g, int go, int so, int n) {
    double[] c = slot.c;
    double rate = c[0];
    double decay = c[1];
    double b1 = c[2];
    double gain = c[3];
    double b2 = c[4];
    double small = c[5];
    double sign = c[6];
    double[] m = slot.d(0);
    double[] u = slot.d(1);
    for (int i = 0; i < n; i++) {
      double d = sign * g[go + i] + decay * p[po + i];
      double mi = b1 * m[so + i] + gain * d;
      double ui = Math.max(b2 * u[so + i], Math.abs(d) + small);
      m[so + i] = mi;
      u[so + i] = ui;
      p[po + i] -= rate * (mi / ui);
    }
  }

  @Override
  void setMomentum(double value) {
    beta1 = value;
  }

  @Override
  public double momentum() {
    return beta1;
  }
}

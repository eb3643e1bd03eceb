package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/** Rectified Adam (Liu et al. 2020): no adaptive rate while its variance is not tractable. */
public final class RAdam extends Optimizer {
  private static final List<String> KEYS = List.of("exp_avg", "exp_avg_sq");

  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double eps = 1e-8;

  private RAdam(List<ParamGroup> groups) {
    super("RAdam", groups, 1e-3);
  }

  /** Over one group of parameters; lr 1e-3 until set. */
  public static RAdam of(List<Parameter> parameters) {
    return new RAdam(List.of(ParamGroup.of(parameters)));
  }

  /** Over several groups. */
  public static RAdam ofGroups(List<ParamGroup> groups) {
    return new RAdam(groups);
  }

  @Override
  public RAdam lr(double lr) {
    setLr(lr);
    return this;
  }

  /** Decay rates of the two moments, in [0, 1). */
  public RAdam betas(double first, double second) {
    beta1 = inRange("betas", first, 0, 1);
    beta2 = inRange("betas", second, 0, 1);
    return this;
  }

  /** Added to the denominator. */
  public RAdam eps(double value) {
    eps = inRange("eps", value, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** L2 penalty, for groups without their own. */
  public RAdam weightDecay(double decay) {
    setDecay(decay);
    return this;
  }

  /** Whether the gradient is followed upwards. */
  public RAdam maximize(boolean on) {
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
    double first = 1 - Powers.of(beta1, step);
    double power = Powers.of(beta2, step);
    double most = 2 / (1 - beta2) - 1;
    double rho = most - 2 * step * power / (1 - power);
    boolean rectified = rho > 5;
    double rect =
        Math.sqrt((rho - 4) * (rho - 2) * most / ((most - 4) * (most - 2) * rho) * (1 - power));
    c[0] = lr / first * (rectified ? rect : 1);
    c[1] = rectified ? 1 : 0;
    c[2] = decay(slot);
    c[3] = beta1;
    c[4] = 1 - beta1;
    c[5] = beta2;
    c[6] = 1 - beta2;
    c[7] = eps;
    c[8] = sign();
  }

  @Override
  void single(Slot slot, float[] p, int po, float[] g, int go, int so, int n) {
    double[] c = slot.c;
    float rate = (float) c[0];
    float rectified = (float) c[1];
    float decay = (float) c[2];
    float b1 = (float) c[3];
    float gain1 = (float) c[4];
    float b2 = (float) c[5];
    float gain2 = (float) c[6];
    float small = (float) c[7];
    float sign = (float) c[8];
    float[] m = slot.f(0);
    float[] v = slot.f(1);
    for (int i = 0; i < n; i++) {
      float d = sign * g[go + i] + decay * p[po + i];
      float mi = b1 * m[so + i] + gain1 * d;
      float vi = b2 * v[so + i] + gain2 * d * d;
      m[so + i] = mi;
      v[so + i] = vi;
      p[po + i] -= rate * (rectified > 0 ? mi / ((float) Math.sqrt(vi) + small) : mi);
    }
  }

  @Override
  void twice(Slot slot, double[] p, int po, double[] g, int go, int so, int n) {
    double[] c = slot.c;
    double rate = c[0];
    double rectified = c[1];
    double decay = c[2];
    double b1 = c[3];
    double gain1 = c[4];
    double b2 = c[5];
    double gain2 = c[6];
    double small = c[7];
    double sign = c[8];
    double[] m = slot.d(0);
    double[] v = slot.d(1);
    for (int i = 0; i < n; i++) {
      double d = sign * g[go + i] + decay * p[po + i];
      double mi = b1 * m[so + i] + gain1 * d;
      double vi = b2 * v[so + i] + gain2 * d * d;
      m[so + i] = mi;
      v[so + i] = vi;
      p[po + i] -= rate * (rectified > 0 ? mi / (Math.sqrt(vi) + small) : mi);
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

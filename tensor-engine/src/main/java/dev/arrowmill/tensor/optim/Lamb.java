package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/** LAMB (You et al. 2020): Adam whose step is scaled, per parameter, to the norm of the weights. */
public final class Lamb extends Optimizer {
  private static final List<String> KEYS = List.of("exp_avg", "exp_avg_sq");

  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double eps = 1e-6;

  private Lamb(List<ParamGroup> groups) {
    super("Lamb", groups, 1e-3);
  }

  /** Over one group of parameters; lr 1e-3 until set. */
  public static Lamb of(List<Parameter> parameters) {
    return new Lamb(List.of(ParamGroup.of(parameters)));
  }

  /** Over several groups. */
  public static Lamb ofGroups(List<ParamGroup> groups) {
    return new Lamb(groups);
  }

  @Override
  public Lamb lr(double lr) {
    setLr(lr);
    return this;
  }

  /** Decay rates of the two moments, in [0, 1). */
  public Lamb betas(double first, double second) {
    beta1 = inRange("betas", first, 0, 1);
    beta2 = inRange("betas", second, 0, 1);
    return this;
  }

  /** Added to the denominator. */
  public Lamb eps(double value) {
    eps = inRange("eps", value, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** Decay of the weights, for groups without their own. */
  public Lamb weightDecay(double decay) {
    setDecay(decay);
    return this;
  }

  /** Whether the gradient is followed upwards. */
  public Lamb maximize(boolean on) {
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
    c[0] = lr;
    c[1] = decay(slot);
    c[2] = beta1;
    c[3] = 1 - beta1;
    c[4] = beta2;
    c[5] = 1 - beta2;
    c[6] = 1 / (1 - Powers.of(beta1, step));
    c[7] = 1 / (1 - Powers.of(beta2, step));
    c[8] = eps;
    c[9] = sign();
  }

  @Override
  void single(Slot slot, float[] p, int po, float[] g, int go, int so, int n) {
    double[] c = slot.c;
    float lr = (float) c[0];
    float decay = (float) c[1];
    float b1 = (float) c[2];
    float gain1 = (float) c[3];
    float b2 = (float) c[4];
    float gain2 = (float) c[5];
    float scale1 = (float) c[6];
    float scale2 = (float) c[7];
    float small = (float) c[8];
    float sign = (float) c[9];
    float[] m = slot.f(0);
    float[] v = slot.f(1);
    for (int i = 0; i < n; i++) {
      float d = sign * g[go + i];
      m[so + i] = b1 * m[so + i] + gain1 * d;
      v[so + i] = b2 * v[so + i] + gain2 * d * d;
    }
    double weights = 0;
    double steps = 0;
    for (int i = 0; i < n; i++) {
      double w = p[po + i];
      double u =
          m[so + i] * scale1 / ((float) Math.sqrt(v[so + i] * scale2) + small) + decay * p[po + i];
      weights += w * w;
      steps += u * u;
    }
    double trust = weights > 0 && steps > 0 ? Math.sqrt(weights) / Math.sqrt(steps) : 1;
    float rate = (float) (lr * trust);
    for (int i = 0; i < n; i++) {
      float u =
          m[so + i] * scale1 / ((float) Math.sqrt(v[so + i] * scale2) + small) + decay * p[po + i];
      p[po + i] -= rate * u;
    }
  }

  @Override
  void twice(Slot slot, double[] p, int po, double[] g, int go, int so, int n) {
    double[] c = slot.c;
    double lr = c[0];
    double decay = c[1];
    double b1 = c[2];
    double gain1 = c[3];
    double b2 = c[4];
    double gain2 = c[5];
    double scale1 = c[6];
    double scale2 = c[7];
    double small = c[8];
    double sign = c[9];
    double[] m = slot.d(0);
    double[] v = slot.d(1);
    for (int i = 0; i < n; i++) {
      double d = sign * g[go + i];
      m[so + i] = b1 * m[so + i] + gain1 * d;
      v[so + i] = b2 * v[so + i] + gain2 * d * d;
    }
    double weights = 0;
    double steps = 0;
    for (int i = 0; i < n; i++) {
      double w = p[po + i];
      double u = m[so + i] * scale1 / (Math.sqrt(v[so + i] * scale2) + small) + decay * p[po + i];
      weights += w * w;
      steps += u * u;
    }
    double trust = weights > 0 && steps > 0 ? Math.sqrt(weights) / Math.sqrt(steps) : 1;
    double rate = (lr * trust);
    for (int i = 0; i < n; i++) {
      double u = m[so + i] * scale1 / (Math.sqrt(v[so + i] * scale2) + small) + decay * p[po + i];
      p[po + i] -= rate * u;
    }
  }

  @Override
  boolean isElementwise() {
    return false;
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

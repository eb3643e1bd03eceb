package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/**
 * RMSprop (Hinton 2012): g over the root of the running mean of g^2; centred, minus the squared
 * mean.
 */
public final class RmsProp extends Optimizer {
  private static final List<String> KEYS = List.of("square_avg", "momentum_buffer", "grad_avg");

  private static final List<String> PLAIN = KEYS.subList(0, 2);

  private double alpha = 0.99;
  private double eps = 1e-8;
  private double momentum;
  private boolean centered;

  private RmsProp(List<ParamGroup> groups) {
    super("RmsProp", groups, 1e-2);
  }

  /** Over one group of parameters; lr 1e-2 until set. */
  public static RmsProp of(List<Parameter> parameters) {
    return new RmsProp(List.of(ParamGroup.of(parameters)));
  }

  /** Over several groups. */
  public static RmsProp ofGroups(List<ParamGroup> groups) {
    return new RmsProp(groups);
  }

  @Override
  public RmsProp lr(double lr) {
    setLr(lr);
    return this;
  }

  /** Decay of the running means. */
  public RmsProp alpha(double value) {
    alpha = inRange("alpha", value, 0, 1);
    return this;
  }

  /** Added to the root. */
  public RmsProp eps(double value) {
    eps = inRange("eps", value, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** The momentum, 0 for none. */
  public RmsProp momentum(double m) {
    momentum = inRange("momentum", m, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** Whether the variance is used instead of the mean of squares. */
  public RmsProp centered(boolean on) {
    centered = on;
    return this;
  }

  /** L2 penalty, for groups without their own. */
  public RmsProp weightDecay(double decay) {
    setDecay(decay);
    return this;
  }

  /** Whether the gradient is followed upwards. */
  public RmsProp maximize(boolean on) {
    setMaximize(on);
    return this;
  }

  @Override
  List<String> stateKeys() {
    return centered ? KEYS : PLAIN;
  }

  @Override
  void prepare(Slot slot, double lr, long step) {
    double[] c = slot.c;
    c[0] = lr;
    c[1] = decay(slot);
    c[2] = alpha;
    c[3] = 1 - alpha;
    c[4] = eps;
    c[5] = sign();
    c[6] = momentum;
  }

  @Override
  void single(Slot slot, float[] p, int po, float[] g, int go, int so, int n) {
    double[] c = slot.c;
    float lr = (float) c[0];
    float decay = (float) c[1];
    float keep = (float) c[2];
    float gain = (float) c[3];
    float small = (float) c[4];
    float sign = (float) c[5];
    float m = (float) c[6];
    float[] square = slot.f(0);
    float[] buf = slot.f(1);
    float[] mean = slot.f(centered ? 2 : 1);
    for (int i = 0; i < n; i++) {
      float d = sign * g[go + i] + decay * p[po + i];
      float s = keep * square[so + i] + gain * d * d;
      square[so + i] = s;
      if (centered) {
        float a = mean[so + i] + gain * (d - mean[so + i]);
        mean[so + i] = a;
        s = s - a * a;
      }
      float b = m * buf[so + i] + d / ((float) Math.sqrt(s) + small);
      buf[so + i] = b;
      p[po + i] -= lr * b;
    }
  }

  @Override
  void twice(Slot slot, double[] p, int po, double[] g, int go, int so, int n) {
    double[] c = slot.c;
    double lr = c[0];
    double decay = c[1];
    double keep = c[2];
    double gain = c[3];
    double small = c[4];
    double sign = c[5];
    double m = c[6];
    double[] square = slot.d(0);
    double[] buf = slot.d(1);
    double[] mean = slot.d(centered ? 2 : 1);
    for (int i = 0; i < n; i++) {
      double d = sign * g[go + i] + decay * p[po + i];
      double s = keep * square[so + i] + gain * d * d;
      square[so + i] = s;
      if (centered) {
        double a = mean[so + i] + gain * (d - mean[so + i]);
        mean[so + i] = a;
        s = s - a * a;
      }
      double b = m * buf[so + i] + d / (Math.sqrt(s) + small);
      buf[so + i] = b;
      p[po + i] -= lr * b;
    }
  }

  @Override
  void setMomentum(double value) {
    momentum = value;
  }

  @Override
  public double momentum() {
    return momentum;
  }
}

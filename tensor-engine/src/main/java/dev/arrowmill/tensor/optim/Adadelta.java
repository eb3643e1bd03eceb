package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/** Adadelta (Zeiler 2012): steps as large as the root of the mean of their squares. */
public final class Adadelta extends Optimizer {
  private static final List<String> KEYS = List.of("square_avg", "acc_delta");

  private double rho = 0.9;
  private double eps = 1e-6;

  private Adadelta(List<ParamGroup> groups) {
    super("Adadelta", groups, 1);
  }

  /** Over one group of parameters; lr 1 until set. */
  public static Adadelta of(List<Parameter> parameters) {
    return new Adadelta(List.of(ParamGroup.of(parameters)));
  }

  /** Over several groups. */
  public static Adadelta ofGroups(List<ParamGroup> groups) {
    return new Adadelta(groups);
  }

  @Override
  public Adadelta lr(double lr) {
    setLr(lr);
    return this;
  }

  /** Decay of the means of squares. */
  public Adadelta rho(double value) {
    rho = inRange("rho", value, 0, 1);
    return this;
  }

  /** Added below the roots. */
  public Adadelta eps(double value) {
    eps = inRange("eps", value, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** L2 penalty, for groups without their own. */
  public Adadelta weightDecay(double decay) {
    setDecay(decay);
    return this;
  }

  /** Whether the gradient is followed upwards. */
  public Adadelta maximize(boolean on) {
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
    c[2] = rho;
    c[3] = 1 - rho;
    c[4] = eps;
    c[5] = sign();
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
    float[] square = slot.f(0);
    float[] acc = slot.f(1);
    for (int i = 0; i < n; i++) {
      float d = sign * g[go + i] + decay * p[po + i];
      float s = keep * square[so + i] + gain * d * d;
      float delta = (float) Math.sqrt(acc[so + i] + small) / (float) Math.sqrt(s + small) * d;
      square[so + i] = s;
      acc[so + i] = keep * acc[so + i] + gain * delta * delta;
      p[po + i] -= lr * delta;
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
    double[] square = slot.d(0);
    double[] acc = slot.d(1);
    for (int i = 0; i < n; i++) {
      double d = sign * g[go + i] + decay * p[po + i];
      double s = keep * square[so + i] + gain * d * d;
      double delta = Math.sqrt(acc[so + i] + small) / Math.sqrt(s + small) * d;
      square[so + i] = s;
      acc[so + i] = keep * acc[so + i] + gain * delta * delta;
      p[po + i] -= lr * delta;
    }
  }
}

package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/** Stochastic gradient descent with momentum, Nesterov's variant, and L2 weight decay. */
public final class Sgd extends Optimizer {
  private static final List<String> KEYS = List.of("momentum_buffer");

  private double momentum;
  private double dampening;
  private boolean nesterov;

  private Sgd(List<ParamGroup> groups) {
    super("Sgd", groups, 1e-3);
  }

  /** Over one group of parameters; lr 1e-3 until set. */
  public static Sgd of(List<Parameter> parameters) {
    return new Sgd(List.of(ParamGroup.of(parameters)));
  }

  /** Over several groups. */
  public static Sgd ofGroups(List<ParamGroup> groups) {
    return new Sgd(groups);
  }

  @Override
  public Sgd lr(double lr) {
    setLr(lr);
    return this;
  }

  /** The momentum, 0 for none. */
  public Sgd momentum(double m) {
    momentum = inRange("momentum", m, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** The part of the gradient kept out of the momentum. */
  public Sgd dampening(double d) {
    dampening = d;
    return this;
  }

  /** Nesterov's look-ahead; needs momentum. */
  public Sgd nesterov(boolean on) {
    nesterov = on;
    return this;
  }

  /** L2 penalty, for groups without their own. */
  public Sgd weightDecay(double decay) {
    setDecay(decay);
    return this;
  }

  /** Whether the gradient is followed upwards. */
  public Sgd maximize(boolean on) {
    setMaximize(on);
    return this;
  }

  @Override
  List<String> stateKeys() {
    return momentum == 0 ? List.of() : KEYS;
  }

  @Override
  void prepare(Slot slot, double lr, long step) {
    double[] c = slot.c;
    c[0] = lr;
    c[1] = decay(slot);
    c[2] = step == 1 ? 1 : 1 - dampening;
    c[3] = momentum;
    c[4] = sign();
  }

  @Override
  void single(Slot slot, float[] p, int po, float[] g, int go, int so, int n) {
    double[] c = slot.c;
    float lr = (float) c[0];
    float decay = (float) c[1];
    float gain = (float) c[2];
    float m = (float) c[3];
    float sign = (float) c[4];
    if (m == 0) {
      for (int i = 0; i < n; i++) {
        p[po + i] -= lr * (sign * g[go + i] + decay * p[po + i]);
      }
      return;
    }
    float[] buf = slot.f(0);
    for (int i = 0; i < n; i++) {
      float d = sign * g[go + i] + decay * p[po + i];
      float b = m * buf[so + i] + gain * d;
      buf[so + i] = b;
      p[po + i] -= lr * (nesterov ? d + m * b : b);
    }
  }

  @Override
  void twice(Slot slot, double[] p, int po, double[] g, int go, int so, int n) {
    double[] c = slot.c;
    double lr = c[0];
    double decay = c[1];
    double gain = c[2];
    double m = c[3];
    double sign = c[4];
    if (m == 0) {
      for (int i = 0; i < n; i++) {
        p[po + i] -= lr * (sign * g[go + i] + decay * p[po + i]);
      }
      return;
    }
    double[] buf = slot.d(0);
    for (int i = 0; i < n; i++) {
      double d = sign * g[go + i] + decay * p[po + i];
      double b = m * buf[so + i] + gain * d;
      buf[so + i] = b;
      p[po + i] -= lr * (nesterov ? d + m * b : b);
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

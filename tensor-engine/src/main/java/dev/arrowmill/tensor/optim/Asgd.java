package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/**
 * Averaged stochastic gradient descent (Polyak and Juditsky 1992); the average is the state ax. The
 * rate is rounded to float32 in each step, as PyTorch keeps it.
 */
public final class Asgd extends Optimizer {
  private static final List<String> KEYS = List.of("ax");

  private double lambda = 1e-4;
  private double alpha = 0.75;
  private double start = 1e6;

  private Asgd(List<ParamGroup> groups) {
    super("Asgd", groups, 1e-2);
  }

  /** Over one group of parameters; lr 1e-2 until set. */
  public static Asgd of(List<Parameter> parameters) {
    return new Asgd(List.of(ParamGroup.of(parameters)));
  }

  /** Over several groups. */
  public static Asgd ofGroups(List<ParamGroup> groups) {
    return new Asgd(groups);
  }

  @Override
  public Asgd lr(double lr) {
    setLr(lr);
    return this;
  }

  /** Decay of the weights. */
  public Asgd lambd(double value) {
    lambda = value;
    return this;
  }

  /** Power of the fall of the rate. */
  public Asgd alpha(double value) {
    alpha = value;
    return this;
  }

  /** Step from which on weights are averaged. */
  public Asgd t0(double step) {
    start = step;
    return this;
  }

  /** L2 penalty, for groups without their own. */
  public Asgd weightDecay(double decay) {
    setDecay(decay);
    return this;
  }

  /** Whether the gradient is followed upwards. */
  public Asgd maximize(boolean on) {
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
    double rate = (float) (lr / StrictMath.pow(1 + lambda * lr * (step - 1), alpha));
    c[0] = rate;
    c[1] = decay(slot);
    c[2] = 1 - lambda * rate;
    c[3] = 1 / Math.max(1, step - 1 - start);
    c[4] = sign();
  }

  @Override
  void single(Slot slot, float[] p, int po, float[] g, int go, int so, int n) {
    double[] c = slot.c;
    float rate = (float) c[0];
    float decay = (float) c[1];
    float shrink = (float) c[2];
    float mu = (float) c[3];
    float sign = (float) c[4];
    float[] ax = slot.f(0);
    for (int i = 0; i < n; i++) {
      float d = sign * g[go + i] + decay * p[po + i];
      float w = p[po + i] * shrink - rate * d;
      p[po + i] = w;
      ax[so + i] = mu == 1 ? w : ax[so + i] + (w - ax[so + i]) * mu;
    }
  }

  @Override
  void twice(Slot slot, double[] p, int po, double[] g, int go, int so, int n) {
    double[] c = slot.c;
    double rate = c[0];
    double decay = c[1];
    double shrink = c[2];
    double mu = c[3];
    double sign = c[4];
    double[] ax = slot.d(0);
    for (int i = 0; i < n; i++) {
      double d = sign * g[go + i] + decay * p[po + i];
      double w = p[po + i] * shrink - rate * d;
      p[po + i] = w;
      ax[so + i] = mu == 1 ? w : ax[so + i] + (w - ax[so + i]) * mu;
    }
  }
}

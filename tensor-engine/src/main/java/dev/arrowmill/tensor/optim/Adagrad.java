package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.backend.Backends;
import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/** Adagrad (Duchi et al. 2011): p -= lr / (1 + (t - 1) lrDecay) g / (sqrt(sum of g^2) + eps). */
public final class Adagrad extends Optimizer {
  private static final List<String> KEYS = List.of("sum");

  private double lrDecay;
  private double eps = 1e-10;
  private double initial;

  private Adagrad(List<ParamGroup> groups) {
    super("Adagrad", groups, 1e-2);
  }

  /** Over one group of parameters; lr 1e-2 until set. */
  public static Adagrad of(List<Parameter> parameters) {
    return new Adagrad(List.of(ParamGroup.of(parameters)));
  }

  /** Over several groups. */
  public static Adagrad ofGroups(List<ParamGroup> groups) {
    return new Adagrad(groups);
  }

  @Override
  public Adagrad lr(double lr) {
    setLr(lr);
    return this;
  }

  /** How fast the rate falls with the steps. */
  public Adagrad lrDecay(double decay) {
    lrDecay = inRange("lrDecay", decay, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** Added to the root. */
  public Adagrad eps(double value) {
    eps = inRange("eps", value, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** First value of the sums. */
  public Adagrad initialAccumulator(double value) {
    initial = inRange("initialAccumulator", value, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** L2 penalty, for groups without their own. */
  public Adagrad weightDecay(double decay) {
    setDecay(decay);
    return this;
  }

  /** Whether the gradient is followed upwards. */
  public Adagrad maximize(boolean on) {
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
    c[0] = lr / (1 + (step - 1) * lrDecay);
    c[1] = decay(slot);
    c[2] = eps;
    c[3] = sign();
  }

  @Override
  void single(Slot slot, float[] p, int po, float[] g, int go, int so, int n) {
    Backends.get().adagrad(p, po, g, go, slot.f(0), so, n, slot.f);
  }

  @Override
  void twice(Slot slot, double[] p, int po, double[] g, int go, int so, int n) {
    double[] c = slot.c;
    double rate = c[0];
    double decay = c[1];
    double small = c[2];
    double sign = c[3];
    double[] sum = slot.d(0);
    for (int i = 0; i < n; i++) {
      double d = sign * g[go + i] + decay * p[po + i];
      double s = sum[so + i] + d * d;
      sum[so + i] = s;
      p[po + i] -= rate * (d / (Math.sqrt(s) + small));
    }
  }

  @Override
  double initial(int k, double lr) {
    return initial;
  }
}

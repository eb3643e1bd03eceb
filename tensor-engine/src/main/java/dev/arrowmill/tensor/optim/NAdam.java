package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/** Adam with Nesterov momentum (Dozat 2016). */
public final class NAdam extends Optimizer {
  private static final List<String> KEYS = List.of("exp_avg", "exp_avg_sq");

  private static final double LOG = StrictMath.log(0.96);

  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double eps = 1e-8;
  private double momentumDecay = 4e-3;
  private boolean old;
  private double product = 1;
  private long productSteps;

  private NAdam(List<ParamGroup> groups) {
    super("NAdam", groups, 2e-3);
  }

  /** Over one group of parameters; lr 2e-3 until set. */
  public static NAdam of(List<Parameter> parameters) {
    return new NAdam(List.of(ParamGroup.of(parameters)));
  }

  /** Over several groups. */
  public static NAdam ofGroups(List<ParamGroup> groups) {
    return new NAdam(groups);
  }

  @Override
  public NAdam lr(double lr) {
    setLr(lr);
    return this;
  }

  /** Decay rates of the two moments, in [0, 1). */
  public NAdam betas(double first, double second) {
    beta1 = inRange("betas", first, 0, 1);
    beta2 = inRange("betas", second, 0, 1);
    return this;
  }

  /** Added to the denominator. */
  public NAdam eps(double value) {
    eps = inRange("eps", value, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** How fast the momentum rises to the first beta. */
  public NAdam momentumDecay(double decay) {
    momentumDecay = inRange("momentumDecay", decay, 0, Double.POSITIVE_INFINITY);
    productSteps = 0;
    product = 1;
    return this;
  }

  /**
   * Whether to compute as PyTorch up to 1.13 did: the momentum of the present step counts twice in
   * the next one's correction, and the product of momenta is kept in float32. Off until set: as in
   * the paper and later versions.
   */
  public NAdam asPyTorch113(boolean on) {
    old = on;
    productSteps = 0;
    product = 1;
    return this;
  }

  /** L2 penalty, for groups without their own. */
  public NAdam weightDecay(double decay) {
    setDecay(decay);
    return this;
  }

  /** Whether the gradient is followed upwards. */
  public NAdam maximize(boolean on) {
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
    double mu = momentumAt(step);
    double next = momentumAt(step + 1);
    double until = product(step);
    double after = until * next;
    if (old) {
      after = (float) until * (float) mu * (float) next;
    }
    c[0] = lr * (1 - mu) / (1 - until);
    c[1] = lr * next / (1 - after);
    c[2] = decay(slot);
    c[3] = beta1;
    c[4] = 1 - beta1;
    c[5] = beta2;
    c[6] = 1 - beta2;
    c[7] = 1 / (1 - Powers.of(beta2, step));
    c[8] = eps;
    c[9] = sign();
  }

  @Override
  void single(Slot slot, float[] p, int po, float[] g, int go, int so, int n) {
    double[] c = slot.c;
    float now = (float) c[0];
    float ahead = (float) c[1];
    float decay = (float) c[2];
    float b1 = (float) c[3];
    float gain1 = (float) c[4];
    float b2 = (float) c[5];
    float gain2 = (float) c[6];
    float scale = (float) c[7];
    float small = (float) c[8];
    float sign = (float) c[9];
    float[] m = slot.f(0);
    float[] v = slot.f(1);
    for (int i = 0; i < n; i++) {
      float d = sign * g[go + i] + decay * p[po + i];
      float mi = b1 * m[so + i] + gain1 * d;
      float vi = b2 * v[so + i] + gain2 * d * d;
      m[so + i] = mi;
      v[so + i] = vi;
      float root = (float) Math.sqrt(vi * scale) + small;
      p[po + i] = p[po + i] - now * (d / root) - ahead * (mi / root);
    }
  }

  @Override
  void twice(Slot slot, double[] p, int po, double[] g, int go, int so, int n) {
    double[] c = slot.c;
    double now = c[0];
    double ahead = c[1];
    double decay = c[2];
    double b1 = c[3];
    double gain1 = c[4];
    double b2 = c[5];
    double gain2 = c[6];
    double scale = c[7];
    double small = c[8];
    double sign = c[9];
    double[] m = slot.d(0);
    double[] v = slot.d(1);
    for (int i = 0; i < n; i++) {
      double d = sign * g[go + i] + decay * p[po + i];
      double mi = b1 * m[so + i] + gain1 * d;
      double vi = b2 * v[so + i] + gain2 * d * d;
      m[so + i] = mi;
      v[so + i] = vi;
      double root = Math.sqrt(vi * scale) + small;
      p[po + i] = p[po + i] - now * (d / root) - ahead * (mi / root);
    }
  }

  private double momentumAt(long step) {
    return beta1 * (1 - 0.5 * StrictMath.exp(step * momentumDecay * LOG));
  }

  /** The product of the momenta of the steps up to this one. */
  private double product(long step) {
    if (step < productSteps) {
      productSteps = 0;
      product = 1;
    }
    while (productSteps < step) {
      double mu = momentumAt(++productSteps);
      product = old ? (float) product * (float) mu : product * mu;
    }
    return product;
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

package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/**
 * Follow the regularised leader, proximal (McMahan et al. 2013), as in TensorFlow: sparse weights
 * by l1.
 */
public final class Ftrl extends Optimizer {
  private static final List<String> KEYS = List.of("accumulator", "linear");

  private double power = -0.5;
  private double initial = 0.1;
  private double l1;
  private double l2;

  private Ftrl(List<ParamGroup> groups) {
    super("Ftrl", groups, 1e-3);
  }

  /** Over one group of parameters; lr 1e-3 until set. */
  public static Ftrl of(List<Parameter> parameters) {
    return new Ftrl(List.of(ParamGroup.of(parameters)));
  }

  /** Over several groups. */
  public static Ftrl ofGroups(List<ParamGroup> groups) {
    return new Ftrl(groups);
  }

  @Override
  public Ftrl lr(double lr) {
    setLr(lr);
    return this;
  }

  /** The negative power of the accumulated squares in the rate; -0.5 until set. */
  public Ftrl lrPower(double value) {
    power = inRange("lrPower", value, Double.NEGATIVE_INFINITY, Double.MIN_VALUE);
    return this;
  }

  /** First value of the accumulated squares. */
  public Ftrl initialAccumulator(double value) {
    initial = inRange("initialAccumulator", value, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** L1 penalty: weights whose pull stays below it are exactly 0. */
  public Ftrl l1(double value) {
    l1 = inRange("l1", value, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** L2 penalty. */
  public Ftrl l2(double value) {
    l2 = inRange("l2", value, 0, Double.POSITIVE_INFINITY);
    return this;
  }

  /** Whether the gradient is followed upwards. */
  public Ftrl maximize(boolean on) {
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
    c[0] = 1 / lr;
    c[1] = l1;
    c[2] = 2 * l2;
    c[3] = sign();
    c[4] = power;
  }

  @Override
  void single(Slot slot, float[] p, int po, float[] g, int go, int so, int n) {
    double[] c = slot.c;
    float inverse = (float) c[0];
    float one = (float) c[1];
    float two = (float) c[2];
    float sign = (float) c[3];
    float exponent = (float) c[4];
    float[] acc = slot.f(0);
    float[] lin = slot.f(1);
    boolean root = exponent == -0.5f;
    for (int i = 0; i < n; i++) {
      float d = sign * g[go + i];
      float before = acc[so + i];
      float after = before + d * d;
      float a = root ? (float) Math.sqrt(after) : (float) StrictMath.pow(after, -exponent);
      float b = root ? (float) Math.sqrt(before) : (float) StrictMath.pow(before, -exponent);
      float z = lin[so + i] + d - (a - b) * inverse * p[po + i];
      acc[so + i] = after;
      lin[so + i] = z;
      float pull = Math.abs(z) - one;
      float w = pull > 0 ? pull / (a * inverse + two) : 0;
      p[po + i] = z > 0 ? -w : w;
    }
  }

  @Override
  void twice(Slot slot, double[] p, int po, double[] g, int go, int so, int n) {
    double[] c = slot.c;
    double inverse = c[0];
    double one = c[1];
    double two = c[2];
    double sign = c[3];
    double exponent = c[4];
    double[] acc = slot.d(0);
    double[] lin = slot.d(1);
    boolean root = exponent == -0.5;
    for (int i = 0; i < n; i++) {
      double d = sign * g[go + i];
      double before = acc[so + i];
      double after = before + d * d;
      double a = root ? Math.sqrt(after) : StrictMath.pow(after, -exponent);
      double b = root ? Math.sqrt(before) : StrictMath.pow(before, -exponent);
      double z = lin[so + i] + d - (a - b) * inverse * p[po + i];
      acc[so + i] = after;
      lin[so + i] = z;
      double pull = Math.abs(z) - one;
      double w = pull > 0 ? pull / (a * inverse + two) : 0;
      p[po + i] = z > 0 ? -w : w;
    }
  }

  @Override
  double initial(int k, double lr) {
    return k == 0 ? initial : 0;
  }
}

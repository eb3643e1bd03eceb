package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/** Stochastic gradient descent with momentum, Nesterov's variant, and L2 weight decay. */
public final class Sgd extends Optimizer {
  private double momentum;
  private double dampening;
  private boolean nesterov;
  private double weightDecay;

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
    momentum = m;
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
    weightDecay = decay;
    return this;
  }

  @Override
  List<String> stateKeys() {
    return momentum == 0 ? List.of() : List.of("momentum_buffer");
  }

  @Override
  void update(Slot slot, Object g, int offset, double lr, long step) {
    Tensor p = slot.parameter.tensor();
    double decay = Double.isNaN(slot.weightDecay) ? weightDecay : slot.weightDecay;
    double damp = step == 1 ? 0 : dampening;
    int n = p.numel();
    if (p.dtype() == DType.FLOAT32) {
      float[] buf = momentum == 0 ? new float[0] : slot.state("momentum_buffer").floats();
      single(
          p.floats(),
          p.offset(),
          (float[]) g,
          offset,
          buf,
          n,
          (float) lr,
          (float) decay,
          (float) (1 - damp));
    } else {
      double[] buf = momentum == 0 ? new double[0] : slot.state("momentum_buffer").doubles();
      twice(p.doubles(), p.offset(), (double[]) g, offset, buf, n, lr, decay, 1 - damp);
    }
  }

  private void single(
      float[] p, int po, float[] g, int go, float[] buf, int n, float lr, float decay, float gain) {
    float m = (float) momentum;
    for (int i = 0; i < n; i++) {
      float d = g[go + i] + decay * p[po + i];
      if (m != 0) {
        buf[i] = m * buf[i] + gain * d;
        d = nesterov ? d + m * buf[i] : buf[i];
      }
      p[po + i] -= lr * d;
    }
  }

  private void twice(
      double[] p,
      int po,
      double[] g,
      int go,
      double[] buf,
      int n,
      double lr,
      double decay,
      double gain) {
    for (int i = 0; i < n; i++) {
      double d = g[go + i] + decay * p[po + i];
      if (momentum != 0) {
        buf[i] = momentum * buf[i] + gain * d;
        d = nesterov ? d + momentum * buf[i] : buf[i];
      }
      p[po + i] -= lr * d;
    }
  }
}

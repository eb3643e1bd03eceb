package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.backend.Backends;
import java.util.List;

/** What Adam and AdamW share: moments m and v, p -= lr / c1 * m / (sqrt(v) / sqrt(c2) + eps). */
public abstract class AdamFamily extends Optimizer {
  private static final List<String> KEYS = List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq");
  private static final List<String> PLAIN = KEYS.subList(0, 2);

  private final boolean decoupled;
  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double eps = 1e-8;
  private boolean amsgrad;

  AdamFamily(String name, List<ParamGroup> groups, boolean decoupled, double weightDecay) {
    super(name, groups, 1e-3);
    this.decoupled = decoupled;
    setDecay(weightDecay);
  }

  final void setBetas(double first, double second) {
    beta1 = inRange("betas", first, 0, 1);
    beta2 = inRange("betas", second, 0, 1);
  }

  final void setEps(double value) {
    eps = inRange("eps", value, 0, Double.POSITIVE_INFINITY);
  }

  final void setAmsgrad(boolean on) {
    amsgrad = on;
  }

  @Override
  final void setMomentum(double value) {
    beta1 = value;
  }

  @Override
  public final double momentum() {
    return beta1;
  }

  @Override
  final List<String> stateKeys() {
    return amsgrad ? KEYS : PLAIN;
  }

  @Override
  final void prepare(Slot slot, double lr, long step) {
    double decay = decay(slot);
    double[] c = slot.c;
    c[0] = decoupled ? 1 - lr * decay : 1;
    c[1] = decoupled ? 0 : decay;
    c[2] = beta1;
    c[3] = 1 - beta1;
    c[4] = beta2;
    c[5] = 1 - beta2;
    c[6] = lr / (1 - Powers.of(beta1, step));
    c[7] = 1 / Math.sqrt(1 - Powers.of(beta2, step));
    c[8] = eps;
    c[9] = sign();
  }

  /**
   * What the kernels of {@link dev.arrowmill.tensor.emit.AdamSpec} need in the step under way.
   *
   * @param index place of the parameter in {@link #parameters()}
   * @throws IllegalStateException with amsgrad, which has no such kernel
   */
  public final float[] constants(int index) {
    if (amsgrad) {
      throw new IllegalStateException(name() + ": amsgrad does not run on devices");
    }
    double[] c = slot(index).c;
    float[] out = new float[dev.arrowmill.tensor.emit.AdamSpec.CONSTANTS];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) c[i];
    }
    return out;
  }

  @Override
  final void single(Slot slot, float[] p, int po, float[] g, int go, int so, int n) {
    if (!amsgrad && sign() > 0) {
      Backends.get().adam(p, po, g, go, slot.f(0), slot.f(1), so, n, slot.f);
      return;
    }
    double[] c = slot.c;
    float shrink = (float) c[0];
    float l2 = (float) c[1];
    float b1 = (float) c[2];
    float gain1 = (float) c[3];
    float b2 = (float) c[4];
    float gain2 = (float) c[5];
    float rate = (float) c[6];
    float root = (float) c[7];
    float small = (float) c[8];
    float sign = (float) c[9];
    float[] m = slot.f(0);
    float[] v = slot.f(1);
    if (amsgrad) {
      float[] top = slot.f(2);
      for (int i = 0; i < n; i++) {
        float w = p[po + i];
        float d = sign * g[go + i] + l2 * w;
        float mi = b1 * m[so + i] + gain1 * d;
        float vi = b2 * v[so + i] + gain2 * d * d;
        float ti = Math.max(top[so + i], vi);
        m[so + i] = mi;
        v[so + i] = vi;
        top[so + i] = ti;
        p[po + i] = w * shrink - rate * (mi / ((float) Math.sqrt(ti) * root + small));
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      float w = p[po + i];
      float d = sign * g[go + i] + l2 * w;
      float mi = b1 * m[so + i] + gain1 * d;
      float vi = b2 * v[so + i] + gain2 * d * d;
      m[so + i] = mi;
      v[so + i] = vi;
      p[po + i] = w * shrink - rate * (mi / ((float) Math.sqrt(vi) * root + small));
    }
  }

  @Override
  final void twice(Slot slot, double[] p, int po, double[] g, int go, int so, int n) {
    double[] c = slot.c;
    double[] m = slot.d(0);
    double[] v = slot.d(1);
    double[] top = amsgrad ? slot.d(2) : v;
    for (int i = 0; i < n; i++) {
      double w = p[po + i];
      double d = c[9] * g[go + i] + c[1] * w;
      m[so + i] = c[2] * m[so + i] + c[3] * d;
      v[so + i] = c[4] * v[so + i] + c[5] * d * d;
      top[so + i] = Math.max(top[so + i], v[so + i]);
      p[po + i] = w * c[0] - c[6] * (m[so + i] / (Math.sqrt(top[so + i]) * c[7] + c[8]));
    }
  }
}

package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.backend.AdamScales;
import dev.arrowmill.tensor.backend.Backends;
import java.util.List;

/** What Adam and AdamW share: moments m and v, p -= lr / c1 * m / (sqrt(v) / sqrt(c2) + eps). */
abstract class AdamFamily extends Optimizer {
  private static final List<String> KEYS = List.of("exp_avg", "exp_avg_sq");

  private final String name;
  private final boolean decoupled;
  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double eps = 1e-8;
  private double weightDecay;

  AdamFamily(String name, List<ParamGroup> groups, boolean decoupled, double weightDecay) {
    super(name, groups, 1e-3);
    this.name = name;
    this.decoupled = decoupled;
    this.weightDecay = weightDecay;
  }

  final void setBetas(double first, double second) {
    if (!(first >= 0 && first < 1 && second >= 0 && second < 1)) {
      throw new IllegalArgumentException(
          name + ": betas must lie in [0, 1), got " + first + " and " + second);
    }
    beta1 = first;
    beta2 = second;
  }

  final void setEps(double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(name + ": eps must not be negative, got " + value);
    }
    eps = value;
  }

  final void setWeightDecay(double decay) {
    if (!(decay >= 0)) {
      throw new IllegalArgumentException(name + ": weightDecay must not be negative, got " + decay);
    }
    weightDecay = decay;
  }

  @Override
  final List<String> stateKeys() {
    return KEYS;
  }

  @Override
  final void update(Slot slot, Object g, int offset, double lr, long step) {
    Tensor p = slot.parameter.tensor();
    double decay = Double.isNaN(slot.weightDecay) ? weightDecay : slot.weightDecay;
    double shrink = decoupled ? 1 - lr * decay : 1;
    double l2 = decoupled ? 0 : decay;
    double stepSize = lr / (1 - StrictMath.pow(beta1, step));
    double root = Math.sqrt(1 - StrictMath.pow(beta2, step));
    Tensor m = slot.state("exp_avg");
    Tensor v = slot.state("exp_avg_sq");
    int n = p.numel();
    if (p.dtype() == DType.FLOAT32) {
      AdamScales s = scales((float) shrink, (float) l2, (float) stepSize, (float) root);
      Backends.get()
          .adam(p.floats(), p.offset(), (float[]) g, offset, m.floats(), v.floats(), n, s);
    } else {
      double[] s = {shrink, l2, stepSize, root};
      twice(p.doubles(), p.offset(), (double[]) g, offset, m.doubles(), v.doubles(), n, s);
    }
  }

  private AdamScales scales(float shrink, float l2, float stepSize, float root) {
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float gain1 = (float) (1 - beta1);
    float gain2 = (float) (1 - beta2);
    return new AdamScales(shrink, l2, b1, gain1, b2, gain2, stepSize, root, (float) eps);
  }

  private void twice(
      double[] p, int po, double[] g, int go, double[] m, double[] v, int n, double[] s) {
    for (int i = 0; i < n; i++) {
      double w = p[po + i];
      double d = g[go + i] + s[1] * w;
      m[i] = beta1 * m[i] + (1 - beta1) * d;
      v[i] = beta2 * v[i] + (1 - beta2) * d * d;
      p[po + i] = w * s[0] - s[2] * (m[i] / (Math.sqrt(v[i]) / s[3] + eps));
    }
  }
}

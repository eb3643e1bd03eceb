package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
public final class AdamW extends AdamFamily {
  private AdamW(List<ParamGroup> groups) {
    super("AdamW", groups, true, 1e-2);
  }

  /** Over one group of parameters; lr 1e-3 until set. */
  public static AdamW of(List<Parameter> parameters) {
    return new AdamW(List.of(ParamGroup.of(parameters)));
  }

  /** Over several groups. */
  public static AdamW ofGroups(List<ParamGroup> groups) {
    return new AdamW(groups);
  }

  @Override
  public AdamW lr(double lr) {
    setLr(lr);
    return this;
  }

  /** Decay rates of the two moments, in [0, 1). */
  public AdamW betas(double first, double second) {
    setBetas(first, second);
    return this;
  }

  /** Added to the root of the second moment. */
  public AdamW eps(double value) {
    setEps(value);
    return this;
  }

  /** Decay of the weights, 0.01 until set, for groups without their own. */
  public AdamW weightDecay(double decay) {
    setDecay(decay);
    return this;
  }

  /** Whether the largest second moment so far counts (Reddi et al. 2018). */
  public AdamW amsgrad(boolean on) {
    setAmsgrad(on);
    return this;
  }

  /** Whether the gradient is followed upwards. */
  public AdamW maximize(boolean on) {
    setMaximize(on);
    return this;
  }
}

package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/** Adam (Kingma and Ba 2015), with the penalty added to the gradient. */
public final class Adam extends AdamFamily {
  private Adam(List<ParamGroup> groups) {
    super("Adam", groups, false, 0);
  }

  /** Over one group of parameters; lr 1e-3 until set. */
  public static Adam of(List<Parameter> parameters) {
    return new Adam(List.of(ParamGroup.of(parameters)));
  }

  /** Over several groups. */
  public static Adam ofGroups(List<ParamGroup> groups) {
    return new Adam(groups);
  }

  @Override
  public Adam lr(double lr) {
    setLr(lr);
    return this;
  }

  /** Decay rates of the two moments, in [0, 1). */
  public Adam betas(double first, double second) {
    setBetas(first, second);
    return this;
  }

  /** Added to the root of the second moment. */
  public Adam eps(double value) {
    setEps(value);
    return this;
  }

  /** L2 penalty, for groups without their own. */
  public Adam weightDecay(double decay) {
    setDecay(decay);
    return this;
  }

  /** Whether the largest second moment so far counts (Reddi et al. 2018). */
  public Adam amsgrad(boolean on) {
    setAmsgrad(on);
    return this;
  }

  /** Whether the gradient is followed upwards. */
  public Adam maximize(boolean on) {
    setMaximize(on);
    return this;
  }
}

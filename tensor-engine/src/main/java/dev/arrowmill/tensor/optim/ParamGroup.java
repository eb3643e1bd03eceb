package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/**
 * Parameters that share settings. Immutable.
 *
 * @param parameters the parameters
 * @param lr the group's own learning rate, or NaN for the optimizer's; schedules scale it as they
 *     scale the optimizer's
 * @param lrScale factor on the learning rate
 * @param weightDecay the group's own weight decay, or NaN for the optimizer's
 */
public record ParamGroup(
    List<Parameter> parameters, double lr, double lrScale, double weightDecay) {
  /** Checks and copies. */
  public ParamGroup {
    parameters = List.copyOf(parameters);
    if (lr < 0 || lrScale < 0 || weightDecay < 0) {
      throw new IllegalArgumentException(
          "paramGroup: settings must not be negative, got lr "
              + lr
              + ", lrScale "
              + lrScale
              + ", weightDecay "
              + weightDecay);
    }
  }

  /** A group with the optimizer's settings. */
  public static ParamGroup of(List<Parameter> parameters) {
    return new ParamGroup(parameters, Double.NaN, 1, Double.NaN);
  }

  /** With its own learning rate. */
  public ParamGroup lr(double rate) {
    return new ParamGroup(parameters, rate, lrScale, weightDecay);
  }

  /** With a factor on the learning rate. */
  public ParamGroup lrScale(double scale) {
    return new ParamGroup(parameters, lr, scale, weightDecay);
  }

  /** With its own weight decay; 0 for biases, norms and embeddings. */
  public ParamGroup weightDecay(double decay) {
    return new ParamGroup(parameters, lr, lrScale, decay);
  }
}

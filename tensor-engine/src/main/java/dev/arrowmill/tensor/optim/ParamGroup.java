package dev.arrowmill.tensor.optim;

import dev.arrowmill.tensor.nn.Parameter;
import java.util.List;

/**
 * Parameters that share settings. Immutable.
 *
 * @param parameters the parameters
 * @param lrScale factor on the optimizer's learning rate
 * @param weightDecay the group's own weight decay, or NaN for the optimizer's
 */
public record ParamGroup(List<Parameter> parameters, float lrScale, float weightDecay) {
  /** Checks and copies. */
  public ParamGroup {
    parameters = List.copyOf(parameters);
  }

  /** A group with the optimizer's settings. */
  public static ParamGroup of(List<Parameter> parameters) {
    return new ParamGroup(parameters, 1, Float.NaN);
  }

  /** With a factor on the learning rate. */
  public ParamGroup lrScale(float scale) {
    return new ParamGroup(parameters, scale, weightDecay);
  }

  /** With its own weight decay; 0 for biases, norms and embeddings. */
  public ParamGroup weightDecay(float decay) {
    return new ParamGroup(parameters, lrScale, decay);
  }
}

package dev.arrowmill.tensor.compile;

import dev.arrowmill.tensor.Memory;

/**
 * Bytes that a training step holds.
 *
 * @param parameters the trained parameters
 * @param optimizerState the optimizer's state of all of them
 * @param plan gradients, intermediate results and arguments, as laid out
 */
public record MemoryEstimate(long parameters, long optimizerState, long plan) {
  /** All together. */
  public long total() {
    return parameters + optimizerState + plan;
  }

  /**
   * Refuses a training that does not fit; parameters count as made already.
   *
   * @throws dev.arrowmill.tensor.MemoryLimitException with the numbers
   */
  public void require() {
    Memory.require("training (" + this + ")", optimizerState + plan);
  }

  @Override
  public String toString() {
    return "parameters "
        + Memory.text(parameters)
        + ", optimizer "
        + Memory.text(optimizerState)
        + ", plan "
        + Memory.text(plan);
  }
}

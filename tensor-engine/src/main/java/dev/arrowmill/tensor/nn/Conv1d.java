package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.random.Rng;

/**
 * Convolution over 1 spatial dimension: [n, in, length] to [n, out, ...], also without n.
 * Parameters weight [out, in / groups, ...] and bias [out].
 */
public final class Conv1d extends ConvNd {
  private Conv1d(int in, int out, ConvSpec spec, Rng rng) {
    super(1, in, out, spec, rng);
  }

  /** With kernel sizes, stride 1 and no padding. */
  public static Conv1d of(int in, int out, int... kernel) {
    return new Conv1d(in, out, ConvSpec.of(kernel), Init.next());
  }

  /** With all settings, initialised as PyTorch does from this thread's sequence. */
  public static Conv1d of(int in, int out, ConvSpec spec) {
    return new Conv1d(in, out, spec, Init.next());
  }

  /** With all settings, from the generator. */
  public static Conv1d of(int in, int out, ConvSpec spec, Rng rng) {
    return new Conv1d(in, out, spec, rng);
  }
}

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.random.Rng;

/**
 * Convolution over 2 spatial dimensions: [n, in, height, width] to [n, out, ...], also without n.
 * Parameters weight [out, in / groups, ...] and bias [out].
 */
public final class Conv2d extends ConvNd {
  private Conv2d(int in, int out, ConvSpec spec, Rng rng) {
    super(2, in, out, spec, rng);
  }

  /** With kernel sizes, stride 1 and no padding. */
  public static Conv2d of(int in, int out, int... kernel) {
    return new Conv2d(in, out, ConvSpec.of(kernel), Init.next());
  }

  /** With all settings, initialised as PyTorch does from this thread's sequence. */
  public static Conv2d of(int in, int out, ConvSpec spec) {
    return new Conv2d(in, out, spec, Init.next());
  }

  /** With all settings, from the generator. */
  public static Conv2d of(int in, int out, ConvSpec spec, Rng rng) {
    return new Conv2d(in, out, spec, rng);
  }
}

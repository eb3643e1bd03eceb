package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.random.Rng;

/**
 * Transposed convolution over 2 spatial dimensions, the gradient of a convolution: [n, in, ...] to
 * [n, out, ...], (size - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1 large.
 * Parameters weight [in, out / groups, ...] and bias [out].
 */
public final class ConvTranspose2d extends ConvTransposeNd {
  private ConvTranspose2d(int in, int out, ConvSpec spec, Rng rng) {
    super(2, in, out, spec, rng);
  }

  /** With all settings, initialised as PyTorch does from this thread's sequence. */
  public static ConvTranspose2d of(int in, int out, ConvSpec spec) {
    return new ConvTranspose2d(in, out, spec, Init.next());
  }

  /** With all settings, from the generator. */
  public static ConvTranspose2d of(int in, int out, ConvSpec spec, Rng rng) {
    return new ConvTranspose2d(in, out, spec, rng);
  }
}

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.random.Rng;

/**
 * Elman's recurrent layer: h = tanh(W_ih x + b_ih + W_hh h + b_hh), or relu. {@link #run} takes and
 * gives states and lengths. Parameters weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0 and so
 * on, as PyTorch's.
 */
public final class Rnn extends RnnNd {
  private Rnn(int in, int hidden, RnnSpec spec, Rng rng, boolean relu) {
    super(relu ? RnnCellKind.RELU : RnnCellKind.TANH, in, hidden, spec, rng);
  }

  /** One layer, [time, n, in] to [time, n, hidden]. */
  public static Rnn of(int in, int hidden) {
    return new Rnn(in, hidden, RnnSpec.of(), Init.next(), false);
  }

  /** With all settings. */
  public static Rnn of(int in, int hidden, RnnSpec spec) {
    return new Rnn(in, hidden, spec, Init.next(), false);
  }

  /** With all settings, from the generator. */
  public static Rnn of(int in, int hidden, RnnSpec spec, Rng rng) {
    return new Rnn(in, hidden, spec, rng, false);
  }

  /** With max(x, 0) instead of tanh. */
  public static Rnn relu(int in, int hidden, RnnSpec spec, Rng rng) {
    return new Rnn(in, hidden, spec, rng, true);
  }
}

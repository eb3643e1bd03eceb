package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.random.Rng;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997), gates in PyTorch's order input, forget,
 * cell, output. {@link #run} takes and gives states and lengths. Parameters weight_ih_l0,
 * weight_hh_l0, bias_ih_l0, bias_hh_l0 and so on, as PyTorch's.
 */
public final class Lstm extends RnnNd {
  private Lstm(int in, int hidden, RnnSpec spec, Rng rng) {
    super(RnnCellKind.LSTM, in, hidden, spec, rng);
  }

  /** One layer, [time, n, in] to [time, n, hidden]. */
  public static Lstm of(int in, int hidden) {
    return new Lstm(in, hidden, RnnSpec.of(), Init.next());
  }

  /** With all settings. */
  public static Lstm of(int in, int hidden, RnnSpec spec) {
    return new Lstm(in, hidden, spec, Init.next());
  }

  /** With all settings, from the generator. */
  public static Lstm of(int in, int hidden, RnnSpec spec, Rng rng) {
    return new Lstm(in, hidden, spec, rng);
  }
}

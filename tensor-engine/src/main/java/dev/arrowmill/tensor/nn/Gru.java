package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.random.Rng;

/**
 * Gated recurrent unit (Cho et al. 2014), in PyTorch's form, gates reset, update, new. {@link #run}
 * takes and gives states and lengths. Parameters weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0
 * and so on, as PyTorch's.
 */
public final class Gru extends RnnNd {
  private Gru(int in, int hidden, RnnSpec spec, Rng rng) {
    super(RnnCellKind.GRU, in, hidden, spec, rng);
  }

  /** One layer, [time, n, in] to [time, n, hidden]. */
  public static Gru of(int in, int hidden) {
    return new Gru(in, hidden, RnnSpec.of(), Init.next());
  }

  /** With all settings. */
  public static Gru of(int in, int hidden, RnnSpec spec) {
    return new Gru(in, hidden, spec, Init.next());
  }

  /** With all settings, from the generator. */
  public static Gru of(int in, int hidden, RnnSpec spec, Rng rng) {
    return new Gru(in, hidden, spec, rng);
  }
}

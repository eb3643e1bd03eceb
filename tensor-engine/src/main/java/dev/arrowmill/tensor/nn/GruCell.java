package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;

/** One step of {@link Gru}. Parameters weight_ih, weight_hh, bias_ih and bias_hh. */
public final class GruCell extends RnnCellNd {
  private GruCell(int in, int hidden, Rng rng) {
    super(RnnCellKind.GRU, in, hidden, rng);
  }

  /** From this thread's sequence. */
  public static GruCell of(int in, int hidden) {
    return new GruCell(in, hidden, Init.next());
  }

  /** From the generator. */
  public static GruCell of(int in, int hidden, Rng rng) {
    return new GruCell(in, hidden, rng);
  }

  /** The next hidden state, [n, hidden], of x [n, in] and the hidden state before. */
  public Tensor forward(Tensor x, Tensor hidden) {
    return step(x, hidden, null)[0];
  }
}

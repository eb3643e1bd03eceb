package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;

/** One step of {@link Rnn}. Parameters weight_ih, weight_hh, bias_ih and bias_hh. */
public final class RnnCell extends RnnCellNd {
  private RnnCell(int in, int hidden, Rng rng, boolean relu) {
    super(relu ? RnnCellKind.RELU : RnnCellKind.TANH, in, hidden, rng);
  }

  /** From this thread's sequence. */
  public static RnnCell of(int in, int hidden) {
    return new RnnCell(in, hidden, Init.next(), false);
  }

  /** From the generator. */
  public static RnnCell of(int in, int hidden, Rng rng) {
    return new RnnCell(in, hidden, rng, false);
  }

  /** With max(x, 0) instead of tanh. */
  public static RnnCell relu(int in, int hidden, Rng rng) {
    return new RnnCell(in, hidden, rng, true);
  }

  /** The next hidden state, [n, hidden], of x [n, in] and the hidden state before. */
  public Tensor forward(Tensor x, Tensor hidden) {
    return step(x, hidden, null)[0];
  }
}

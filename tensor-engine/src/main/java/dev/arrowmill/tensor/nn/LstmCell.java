package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.random.Rng;

/** One step of {@link Lstm}. Parameters weight_ih, weight_hh, bias_ih and bias_hh. */
public final class LstmCell extends RnnCellNd {
  private LstmCell(int in, int hidden, Rng rng) {
    super(RnnCellKind.LSTM, in, hidden, rng);
  }

  /** From this thread's sequence. */
  public static LstmCell of(int in, int hidden) {
    return new LstmCell(in, hidden, Init.next());
  }

  /** From the generator. */
  public static LstmCell of(int in, int hidden, Rng rng) {
    return new LstmCell(in, hidden, rng);
  }

  /** The next hidden and cell states, [n, hidden]; a result's output is its hidden state. */
  public RnnState forward(Tensor x, Tensor hidden, Tensor cell) {
    Tensor[] next = step(x, hidden, cell);
    return new RnnState(next[0], next[0], next[1]);
  }
}

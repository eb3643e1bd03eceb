package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** One step of a recurrent layer, in tensor ops. */
enum RnnCellKind {
  TANH(1),
  RELU(1),
  /** Gates: input, forget, cell, output (Hochreiter and Schmidhuber 1997). */
  LSTM(4),
  /** Gates: reset, update, new (Cho et al. 2014, with the reset behind the product). */
  GRU(3);

  /** Blocks of rows in the weights. */
  final int gates;

  RnnCellKind(int gates) {
    this.gates = gates;
  }

  /**
   * The next hidden (and cell) state.
   *
   * @param x the input's share, [n, gates * hidden]
   * @param h the hidden state's share, [n, gates * hidden]
   * @param hidden the hidden state before
   * @param cell the cell state before, for LSTM
   */
  Tensor[] step(Tensor x, Tensor h, Tensor hidden, @Nullable Tensor cell) {
    int size = x.size(1) / gates;
    return switch (this) {
      case TANH -> new Tensor[] {x.add(h).tanh()};
      case RELU -> new Tensor[] {x.add(h).relu()};
      case LSTM -> lstm(x.add(h), size, java.util.Objects.requireNonNull(cell));
      case GRU -> {
        Tensor r = part(x, 0, size).add(part(h, 0, size)).sigmoid();
        Tensor z = part(x, 1, size).add(part(h, 1, size)).sigmoid();
        Tensor n = part(x, 2, size).add(r.mul(part(h, 2, size))).tanh();
        yield new Tensor[] {n.add(z.mul(hidden.sub(n)))};
      }
    };
  }

  private static Tensor[] lstm(Tensor gates, int size, Tensor cell) {
    Tensor i = part(gates, 0, size).sigmoid();
    Tensor f = part(gates, 1, size).sigmoid();
    Tensor g = part(gates, 2, size).tanh();
    Tensor o = part(gates, 3, size).sigmoid();
    Tensor c = f.mul(cell).add(i.mul(g));
    return new Tensor[] {o.mul(c.tanh()), c};
  }

  private static Tensor part(Tensor t, int k, int size) {
    return t.slice(1, k * size, (k + 1) * size);
  }
}

package dev.arrowmill.tensor.nn;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.op.Linear;
import dev.arrowmill.tensor.random.Rng;
import org.jspecify.annotations.Nullable;

/** What the recurrent cells share. */
abstract class RnnCellNd extends Module {
  private final RnnCellKind kind;
  private final int in;
  private final int hidden;
  private final Parameter weightIh;
  private final Parameter weightHh;
  private final Parameter biasIh;
  private final Parameter biasHh;

  RnnCellNd(RnnCellKind kind, int in, int hidden, Rng rng) {
    if (in < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          getClass().getSimpleName()
              + ": sizes must be positive, got in "
              + in
              + ", hidden "
              + hidden);
    }
    this.kind = kind;
    this.in = in;
    this.hidden = hidden;
    int rows = kind.gates * hidden;
    double bound = 1 / Math.sqrt(hidden);
    weightIh = parameter("weight_ih", Init.uniform(rng.fold(0), bound, rows, in));
    weightHh = parameter("weight_hh", Init.uniform(rng.fold(1), bound, rows, hidden));
    biasIh = parameter("bias_ih", Init.uniform(rng.fold(2), bound, rows));
    biasHh = parameter("bias_hh", Init.uniform(rng.fold(3), bound, rows));
  }

  final Tensor[] step(Tensor x, Tensor h, @Nullable Tensor c) {
    if (x.rank() != 2 || x.size(1) != in || h.rank() != 2 || h.size(1) != hidden) {
      throw new IllegalArgumentException(
          this
              + ": expected [n, "
              + in
              + "] and [n, "
              + hidden
              + "], got "
              + x.shape()
              + " and "
              + h.shape());
    }
    Tensor share = Linear.of(x, weightIh.tensor(), biasIh.tensor());
    return kind.step(share, Linear.of(h, weightHh.tensor(), biasHh.tensor()), h, c);
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "(" + in + ", " + hidden + ")";
  }
}
